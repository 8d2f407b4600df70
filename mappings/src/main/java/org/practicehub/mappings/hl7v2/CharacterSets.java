package org.practicehub.mappings.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.practicehub.mappings.terms.Csv;

/** The names of HL7 table 0211 and the character sets they stand for (G2). */
public final class CharacterSets {

    private static final Map<String, String> BY_HL7_NAME =
            Csv.resource("/org/practicehub/mappings/tables/0211.csv").rows().stream()
                    .collect(Collectors.toUnmodifiableMap(row -> key(row.get("code")), row -> row.get("charset")));

    private CharacterSets() {}

    /** The set an MSH-18 names; empty for a name that is in no table, or that this JVM cannot read. */
    public static Optional<Charset> byHl7Name(String name) {
        return Optional.ofNullable(BY_HL7_NAME.get(key(name))).map(CharacterSets::named);
    }

    /** The name by which an answer in this set announces it; UTF-8 where table 0211 has no name for the set. */
    public static Announced announcing(Charset charset) {
        if (charset.equals(StandardCharsets.US_ASCII)) {
            return new Announced("ASCII", charset);
        }
        String java = charset.name();
        if (java.startsWith("ISO-8859-")) {
            return new Announced("8859/" + java.substring("ISO-8859-".length()), charset);
        }
        return new Announced("UNICODE UTF-8", StandardCharsets.UTF_8);
    }

    /** A character set beside its name in table 0211. */
    public record Announced(String name, Charset charset) {}

    private static Charset named(String java) {
        return EightBit.names().contains(java) ? EightBit.named(java) : Charset.forName(java);
    }

    private static String key(String name) {
        return name.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
