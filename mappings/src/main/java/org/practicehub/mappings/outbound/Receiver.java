package org.practicehub.mappings.outbound;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.feed.Authority;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.terms.CodeTable;

/** The names and codes of the system that a message goes to: its feed's authorities and tables, read backwards. */
record Receiver(Feed feed) {

    /** Its word for the assigner of this system; empty when it has none. */
    Optional<String> namespace(String system) {
        if (system == null) {
            return Optional.empty();
        }
        if (system.equals(Systems.NPI)) {
            return Optional.of("NPI");
        }
        if (system.equals(Sending.OWN_IDS)) {
            return feed.sending().map(Sending::application);
        }
        return feed.authorities().values().stream()
                .filter(authority -> authority.system().equals(system))
                .map(Authority::namespace)
                .sorted()
                .findFirst()
                .or(() -> privateName(system));
    }

    /** Who licensed a provider, where the receiver's numbers of one type come from several (PLN-3); else empty. */
    String licensor(String system) {
        String own = feed.privateSystem("provider:");
        String[] parts = system != null && system.startsWith(own)
                ? system.substring(own.length()).split(":", 2)
                : new String[0];
        return parts.length == 2 ? Systems.unescaped(parts[1]) : "";
    }

    /** A name that this receiver gave without telling more of it. */
    private Optional<String> privateName(String system) {
        String own = feed.privateSystem("");
        return system.startsWith(own) && !system.substring(own.length()).contains(":")
                ? Optional.of(Systems.unescaped(system.substring(own.length())))
                : Optional.empty();
    }

    /** Whether it has a word for the assigner. */
    boolean knows(String system) {
        return namespace(system).isPresent();
    }

    /** Its own code of a field for this one; empty when its table has none. */
    String local(String field, Coding coding) {
        return feed.table(field).byLocal().entrySet().stream()
                .filter(entry -> means(entry.getValue(), coding))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static boolean means(LocalTable.Entry entry, Coding coding) {
        boolean plain = entry.effect() == LocalTable.Effect.NONE;
        boolean sameSystem = entry.system().isEmpty() || entry.system().equals(coding.getSystem());
        return plain && sameSystem && entry.code().equals(coding.getCode());
    }

    /** The code as the HL7 table has it; empty when the table does not. */
    static String v2(String table, Coding coding) {
        String own = Systems.v2(table).equals(coding.getSystem()) && coding.getCode() != null ? coding.getCode() : "";
        return CodeTable.named(table)
                .v2(String.valueOf(coding.getSystem()), coding.getCode())
                .orElse(own);
    }

    static String v2(String table, String system, String code) {
        return CodeTable.named(table).v2(system, code).orElse("");
    }
}
