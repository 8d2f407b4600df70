package org.practicehub.mappings.feed;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.overlay.Overlay;

/**
 * One connected system as the hub sees it: how to recognise it, what its codes and identifiers mean, and how it wants to be
 * treated. Immutable; read from {@code config/feeds/<feed>/feed.yaml}, where every key is explained.
 *
 * @param listen where the feed's messages arrive: {@code mllp://0.0.0.0:2575}, with TLS {@code mllps://…}, a folder
 *     {@code file:///…} or {@code sftp://…}, or {@code /hl7v2/<feed>} of the hub's own address; empty when nowhere by itself
 * @param tls by which the two sides of {@code mllps} know each other
 * @param folder how files are read, where it listens at a folder
 * @param clients who may post messages, where it listens at {@code /hl7v2/<feed>}
 * @param silence when it is quiet for too long; empty: it may be quiet as it likes
 * @param zone for times that carry no offset (G10)
 * @param charset for messages whose MSH-18 is empty (G2)
 * @param authorities by namespace, as sent
 * @param tables by field, {@code SCH-25}
 * @param offsets where the offset of a time without one comes from
 * @param a04Status the status an Encounter gets by A04
 * @param appointmentMinutes how long an appointment is when the message says neither end nor duration; 0: not known, hold
 * @param contacts the fields of SCH whose people become participants: {@code SCH-16}
 * @param fillsOrders whether the orders of the feed are for the practice to carry out, so that each makes it a task (5.6)
 * @param currency of amounts that name none (F5)
 * @param overlay what is done to the resources besides
 * @param sending what of the hub's own changes it hears; empty when nothing
 */
public record Feed(
        String id,
        Match match,
        String listen,
        Tls tls,
        Folder folder,
        Set<String> clients,
        Optional<Silence> silence,
        ZoneId zone,
        Charset charset,
        Map<String, Authority> authorities,
        Map<String, LocalTable> tables,
        AckOn ackOn,
        boolean legacyAA,
        boolean answerNotHl7,
        Set<String> processingIds,
        UnknownVersion unknownVersion,
        Unsupported unsupported,
        OnFailure onFailure,
        Offsets offsets,
        Ssn ssn,
        String ssnKey,
        UnknownPatient unknownPatient,
        A04Status a04Status,
        boolean ownsSchedule,
        int appointmentMinutes,
        Set<String> contacts,
        boolean fillsOrders,
        Currency currency,
        Optional<Sending> sending,
        Overlay overlay) {

    public Feed {
        authorities = Map.copyOf(authorities);
        tables = Map.copyOf(tables);
        clients = Set.copyOf(clients);
        processingIds = Set.copyOf(processingIds);
        contacts = Set.copyOf(contacts);
    }

    /** The local codes of a field, {@code PV1-18}; none when the feed has no table for it. */
    public LocalTable table(String field) {
        return tables.getOrDefault(field, LocalTable.NONE);
    }

    /** The authority of this namespace. */
    public Optional<Authority> authority(String namespace) {
        return Optional.ofNullable(authorities.get(namespace));
    }

    /** The authority of identifiers of this type that name none. */
    public Optional<Authority> defaultAuthority(String type) {
        return all().stream()
                .filter(authority -> authority.isDefault() && authority.type().equals(type))
                .findFirst();
    }

    /** Whether identifiers of this system match people and things (G12). */
    public boolean isKey(String system) {
        return all().stream()
                .anyMatch(authority -> authority.key() && authority.system().equals(system));
    }

    /** Whether this feed sends the whole list of a person's identifiers of this system (G7). */
    public boolean owns(String system) {
        return system.startsWith(privateSystem(""))
                || all().stream()
                        .anyMatch(authority ->
                                authority.owned() && authority.system().equals(system));
    }

    /** The system of what this feed numbers or codes itself and has no authority for (G11). */
    public String privateSystem(String name) {
        return "urn:x-hub:" + id + ":" + name;
    }

    /** Its name alone: the rest holds a secret. */
    @Override
    public String toString() {
        return "Feed " + id;
    }

    private Collection<Authority> all() {
        return authorities.values();
    }

    /**
     * The hub's certificate on this feed's address, and whose certificates it takes.
     *
     * @param certificate path of a PEM file: the hub's certificate and those between it and its authority
     * @param key path of a PEM file: the certificate's private key, PKCS #8
     * @param ca path of a PEM file: the authorities that sign senders' certificates
     * @param names a sender's certificate must name one of these (subjectAltName, dNSName)
     */
    public record Tls(String certificate, String key, String ca, Set<String> names) {
        public static final Tls NONE = new Tls("", "", "", Set.of());

        public Tls {
            names = Set.copyOf(names);
        }

        public boolean isPresent() {
            return !certificate.isEmpty();
        }
    }

    /** When a message is acknowledged (G22). */
    public enum AckOn {
        /** When it is safe in the journal. */
        STORED,
        /** When its effect is in the record. */
        APPLIED
    }

    /** What to do with a version that MSH-12 names and nobody knows (G26). */
    public enum UnknownVersion {
        LENIENT,
        REFUSE
    }

    /** What to do with a well-formed message of a type that is not translated (G26). */
    public enum Unsupported {
        REFUSE,
        /** Acknowledge and keep it, do nothing. */
        IGNORE
    }

    /** What later messages of the same key do while one is held (G17). */
    public enum OnFailure {
        WAIT,
        CONTINUE
    }

    /** Where the offset of a time that carries none comes from (G10). */
    public enum Offsets {
        /** From MSH-7 if that carries one, as the standard says; else from the zone. */
        MESSAGE,
        /** From the zone alone: for senders whose MSH-7 tells today's offset and whose appointments are next season's. */
        ZONE
    }

    /** What becomes of a patient's social security number (G13). */
    public enum Ssn {
        STORE,
        /** Kept as a keyed hash, so that two records with the same number can be found and none can be read. */
        HASH,
        DROP
    }

    /** What an update of an unknown patient does (5.1, A08). */
    public enum UnknownPatient {
        CREATE,
        HOLD
    }

    /** The status an Encounter gets by A04 (5.1). */
    public enum A04Status {
        PLANNED,
        ARRIVED,
        IN_PROGRESS
    }
}
