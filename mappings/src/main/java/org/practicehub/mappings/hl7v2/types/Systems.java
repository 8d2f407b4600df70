package org.practicehub.mappings.hl7v2.types;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.practicehub.mappings.feed.Authority;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.terms.Csv;

/** Who assigned an identifier or a code, as a URI. Two assigners never share one (G11). */
public final class Systems {

    public static final String SSN = "http://hl7.org/fhir/sid/us-ssn";
    public static final String NPI = "http://hl7.org/fhir/sid/us-npi";
    public static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String V2 = "http://terminology.hl7.org/CodeSystem/v2-";

    /**
     * Object identifiers shorter than this are examples that somebody forgot to fill in; a validator refuses them. The upper
     * bounds keep a hostile one from exhausting the stack, on which Java's matcher counts repetitions.
     */
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,39})){3,60}+");

    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    /** The table that lists the names of coding systems: who writes it has mistaken the column for the value. */
    static final String TABLE_OF_TABLES = "HL70396";

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final Pattern HL7_TABLE = Pattern.compile("HL7-?(\\d{4})");
    private static final Map<String, String> CODING_SYSTEMS =
            Csv.resource("/org/practicehub/mappings/tables/0396.csv").rows().stream()
                    .collect(Collectors.toUnmodifiableMap(row -> row.get("name"), row -> row.get("system")));

    private Systems() {}

    /**
     * HD → the system of the identifiers it assigns. The feed's own word for a namespace goes before a universal id, so that
     * an assigner that is sometimes written with one and sometimes without stays one.
     *
     * @param type the identifier's type, for identifiers that name no assigner
     */
    public static String assigner(Hd hd, String type, Feed feed) {
        if (hd.isEmpty() && type.equals("NPI")) {
            return NPI;
        }
        if (hd.isEmpty()) {
            return feed.defaultAuthority(type)
                    .map(Authority::system)
                    .orElseGet(() -> feed.privateSystem("unassigned:" + escaped(type)));
        }
        if (feed.sending()
                .filter(hub -> hub.application().equals(hd.namespace()))
                .isPresent()) {
            return Sending.OWN_IDS;
        }
        return feed.authority(hd.namespace())
                .or(() -> feed.authority(hd.universalId()))
                .map(Authority::system)
                .or(() -> wellKnown(hd))
                .or(() -> universal(hd))
                .orElseGet(() -> feed.privateSystem(escaped(hd.name())));
    }

    /**
     * CWE-3 → the system of the code; empty when the sender names none, or only says that the code is local.
     */
    static Optional<String> coding(Field name, Feed feed) {
        String text = name.text();
        if (text.isEmpty() || text.equals("L") || text.equals(TABLE_OF_TABLES)) {
            return Optional.empty();
        }
        var table = HL7_TABLE.matcher(text);
        if (table.matches()) {
            return Optional.of(v2(table.group(1)));
        }
        return Optional.ofNullable(CODING_SYSTEMS.get(text))
                .or(() -> feed.authority(text).map(Authority::system))
                .or(() -> Optional.of(feed.privateSystem(escaped(text))));
    }

    /** The code system of an HL7 table: {@code 0203}. */
    public static String v2(String table) {
        return V2 + table;
    }

    private static Optional<String> wellKnown(Hd hd) {
        if (hd.universalId().equals("2.16.840.1.113883.4.1")) {
            return Optional.of(SSN);
        }
        boolean npi = hd.namespace().equals("NPI") || hd.universalId().equals("2.16.840.1.113883.4.6");
        return npi ? Optional.of(NPI) : Optional.empty();
    }

    private static Optional<String> universal(Hd hd) {
        String id = hd.universalId();
        if (OID.matcher(id).matches()) {
            return Optional.of("urn:oid:" + id);
        } else if (UUID.matcher(id).matches()) {
            return Optional.of("urn:uuid:" + id.toLowerCase(Locale.ROOT));
        } else if (hd.universalIdType().equals("DNS") && !id.isEmpty()) {
            return Optional.of("https://" + escaped(id));
        }
        return URI.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    }

    /** What a message calls a coding system, HL7 table 0396; empty when it has no name for it. */
    public static Optional<String> codingName(String system) {
        if (system != null && system.startsWith(V2)) {
            return Optional.of("HL7" + system.substring(V2.length()));
        }
        return CODING_SYSTEMS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(system))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** A name out of a URI that {@link #escaped} put it in. */
    public static String unescaped(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** A name as part of a URI: nothing in it can be taken for the separator. */
    static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
