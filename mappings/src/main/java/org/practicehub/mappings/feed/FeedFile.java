package org.practicehub.mappings.feed;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.practicehub.mappings.feed.Feed.A04Status;
import org.practicehub.mappings.feed.Feed.AckOn;
import org.practicehub.mappings.feed.Feed.Offsets;
import org.practicehub.mappings.feed.Feed.OnFailure;
import org.practicehub.mappings.feed.Feed.Ssn;
import org.practicehub.mappings.feed.Feed.UnknownPatient;
import org.practicehub.mappings.feed.Feed.UnknownVersion;
import org.practicehub.mappings.feed.Feed.Unsupported;
import org.practicehub.mappings.hl7v2.CharacterSets;

/** One {@code feed.yaml} being read. Everything wrong with it is collected, with line and column, before it is refused. */
final class FeedFile {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern HEADER_FIELD = Pattern.compile("MSH-([1-9][0-9]?)");
    private static final Pattern LISTEN = Pattern.compile("mllp://[^:/\\s]+:[0-9]{1,5}");

    private final ConfigFile file;
    private final Map<String, Yaml> keys;
    private final Function<String, Optional<String>> beside;

    private FeedFile(ConfigFile file, Yaml root, Function<String, Optional<String>> beside) {
        this.file = file;
        this.keys = root.entries(FeedKeys.FEED);
        this.beside = beside;
    }

    /**
     * @param beside the text of a file named relative to the feed's folder
     */
    static Optional<Feed> read(ConfigFile file, String text, Function<String, Optional<String>> beside) {
        return Yaml.parse(file, text).map(root -> {
            FeedFile feed = new FeedFile(file, root, beside);
            if (!feed.keys.containsKey("feed")) {
                root.error("the key 'feed' is missing: the feed's name, as its folder is called");
            }
            if (!feed.keys.containsKey("zone")) {
                root.error("the key 'zone' is missing: the IANA zone of times without an offset");
            }
            return feed.feed();
        });
    }

    private Feed feed() {
        return new Feed(
                checked("feed", "", NAME.asMatchPredicate(), "a name is of lower case letters, digits and hyphens"),
                match(),
                checked("listen", "", LISTEN.asMatchPredicate(), "expected mllp://<address>:<port>"),
                zone(),
                charset(),
                authorities(),
                tables(),
                choice("ackOn", AckOn.class, AckOn.STORED),
                flag("legacyAA", false),
                flag("answerNotHl7", false),
                texts("processingIds", Set.of("P"), Set.of("P", "T", "D")),
                choice("unknownVersion", UnknownVersion.class, UnknownVersion.LENIENT),
                choice("unsupported", Unsupported.class, Unsupported.REFUSE),
                choice("onFailure", OnFailure.class, OnFailure.WAIT),
                choice("offsets", Offsets.class, Offsets.MESSAGE),
                ssn(),
                key("ssnKey").map(Yaml::text).orElse(""),
                choice("unknownPatient", UnknownPatient.class, UnknownPatient.CREATE),
                choice("a04Encounter", A04Status.class, A04Status.ARRIVED),
                flag("ownsSchedule", true),
                key("appointmentMinutes").map(value -> value.number(1, 24 * 60)).orElse(0),
                texts("contacts", Set.of(), Set.copyOf(FeedKeys.CONTACTS)));
    }

    private Match match() {
        Map<Integer, Set<String>> values = new HashMap<>();
        entries("match").forEach((path, wanted) -> {
            var field = HEADER_FIELD.matcher(path);
            if (field.matches()) {
                values.put(Integer.valueOf(field.group(1)), wanted.texts());
            } else {
                wanted.error("'" + path + "' is no field of MSH; a feed is recognised by MSH-3, MSH-4 and the like");
            }
        });
        return new Match(values);
    }

    private ZoneId zone() {
        Yaml zone = keys.get("zone");
        if (zone != null) {
            try {
                return ZoneId.of(zone.text());
            } catch (DateTimeException e) {
                zone.error("'" + zone.text() + "' is no IANA time zone"
                        + Nearest.hint(zone.text(), ZoneId.getAvailableZoneIds()));
            }
        }
        return ZoneOffset.UTC;
    }

    private Charset charset() {
        Yaml charset = keys.get("charset");
        Optional<Charset> named =
                charset == null ? Optional.of(StandardCharsets.UTF_8) : CharacterSets.byHl7Name(charset.text());
        if (charset != null && named.isEmpty()) {
            charset.error("'" + charset.text() + "' is no character set of HL7 table 0211");
        }
        return named.orElse(StandardCharsets.UTF_8);
    }

    private Map<String, Authority> authorities() {
        return entries("authorities").entrySet().stream()
                .map(entry -> FeedAuthorities.read(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(Authority::namespace, authority -> authority));
    }

    private Map<String, LocalTable> tables() {
        Map<String, LocalTable> tables = new HashMap<>();
        entries("tables").forEach((field, at) -> tables.put(field, FeedTables.read(field, at, file, beside)));
        return tables;
    }

    private Ssn ssn() {
        Ssn policy = choice("ssn", Ssn.class, Ssn.DROP);
        if (policy == Ssn.HASH && !keys.containsKey("ssnKey")) {
            key("ssn").ifPresent(at -> at.error("'hash' needs the key 'ssnKey': a secret, best as ${HUB_SSN_KEY}"));
        }
        return policy;
    }

    private Optional<Yaml> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    private Map<String, Yaml> entries(String key) {
        return key(key).map(Yaml::entries).orElse(Map.of());
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return key(key).map(value -> value.choice(type, otherwise)).orElse(otherwise);
    }

    private boolean flag(String key, boolean otherwise) {
        return key(key).map(Yaml::flag).orElse(otherwise);
    }

    private String checked(String key, String otherwise, Predicate<String> right, String told) {
        Yaml value = keys.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!right.test(value.text())) {
            value.error("'" + value.text() + "': " + told);
        }
        return value.text();
    }

    private Set<String> texts(String key, Set<String> otherwise, Set<String> allowed) {
        Yaml value = keys.get(key);
        if (value == null) {
            return otherwise;
        }
        for (String text : value.texts()) {
            if (!allowed.contains(text)) {
                value.error("'" + text + "' is not one of "
                        + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return value.texts();
    }
}
