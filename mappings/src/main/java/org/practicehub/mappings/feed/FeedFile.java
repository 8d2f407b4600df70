package org.practicehub.mappings.feed;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private final List<ParsedFile> chain;
    private final List<Map<String, Yaml>> levels;

    private FeedFile(List<ParsedFile> chain) {
        this.chain = chain;
        this.levels = chain.stream().map(ParsedFile::keys).toList();
    }

    /**
     * @param chain the feed's own file and those it extends, nearest first
     * @param isParent whether others extend it and nothing else is done with it: then it need not say its zone
     */
    static Feed read(List<ParsedFile> chain, boolean isParent) {
        ParsedFile own = chain.get(0);
        FeedFile feed = new FeedFile(chain);
        if (!own.keys().containsKey("feed")) {
            own.root().error("the key 'feed' is missing: the feed's name, as its folder is called");
        }
        if (feed.key("zone").isEmpty() && !isParent) {
            own.root().error("the key 'zone' is missing: the IANA zone of times without an offset");
        }
        return feed.feed();
    }

    private Feed feed() {
        Map<String, LocalTable> tables = tables();
        String name =
                checked("feed", "", NAME.asMatchPredicate(), "a name is of lower case letters, digits and hyphens");
        FeedListen listen = new FeedListen(key("listen"));
        return new Feed(
                name,
                match(),
                listen.address(name),
                tls(),
                listen.folder(key("folder"), key("sftp")),
                listen.clients(key("clients")),
                key("silence").map(at -> FeedSilence.read(at, key("listen").isPresent())),
                zone(),
                charset(),
                authorities(),
                tables,
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
                texts("contacts", Set.of(), Set.copyOf(FeedKeys.CONTACTS)),
                flag("fillsOrders", false),
                currency(),
                key("send").map(FeedSending::read),
                new FeedRules(tables).read(levels));
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

    private Feed.Tls tls() {
        return FeedTls.read(key("listen"), key("tls"));
    }

    private ZoneId zone() {
        return key("zone").map(FeedFile::zone).orElse(ZoneOffset.UTC);
    }

    private static ZoneId zone(Yaml zone) {
        try {
            return ZoneId.of(zone.text());
        } catch (DateTimeException e) {
            zone.error("'" + zone.text() + "' is no IANA time zone"
                    + Nearest.hint(zone.text(), ZoneId.getAvailableZoneIds()));
            return ZoneOffset.UTC;
        }
    }

    private Charset charset() {
        return key("charset").flatMap(FeedFile::charset).orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> charset(Yaml charset) {
        Optional<Charset> named = CharacterSets.byHl7Name(charset.text());
        if (named.isEmpty()) {
            charset.error("'" + charset.text() + "' is no character set of HL7 table 0211");
        }
        return named;
    }

    private Map<String, Authority> authorities() {
        return entries("authorities").entrySet().stream()
                .map(entry -> FeedAuthorities.read(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(Authority::namespace, authority -> authority));
    }

    private Map<String, LocalTable> tables() {
        Map<String, LocalTable> tables = new HashMap<>();
        entries("tables").forEach((field, at) -> tables.put(field, FeedTables.read(field, at)));
        Map<String, LocalTable> mapped = new HashMap<>();
        chain.forEach(level ->
                MappedCodes.beside(level.file()).forEach((field, codes) -> mapped.merge(field, codes, LocalTable::or)));
        mapped.forEach((field, codes) -> tables.merge(field, codes, (table, over) -> over.or(table)));
        return tables;
    }

    private Ssn ssn() {
        Ssn policy = choice("ssn", Ssn.class, Ssn.DROP);
        if (policy == Ssn.HASH && key("ssnKey").isEmpty()) {
            key("ssn").ifPresent(at -> at.error("'hash' needs the key 'ssnKey': a secret, best as ${HUB_SSN_KEY}"));
        }
        return policy;
    }

    private Currency currency() {
        String code = checked("currency", "USD", FeedFile::isCurrency, "no currency of ISO 4217, as USD is one");
        return Currency.getInstance(isCurrency(code) ? code : "USD");
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    /** A key of the feed's own file, else of the nearest that has it among those it extends. */
    private Optional<Yaml> key(String name) {
        return (FeedKeys.NOT_INHERITED.contains(name) ? levels.stream().limit(1) : levels.stream())
                .flatMap(keys -> Stream.ofNullable(keys.get(name)))
                .findFirst();
    }

    /** The entries under a key, those of the files it extends among them where it has none of the same name. */
    private Map<String, Yaml> entries(String key) {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (Map<String, Yaml> keys : levels) {
            Yaml map = keys.get(key);
            if (map != null) {
                map.entries().forEach(entries::putIfAbsent);
            }
        }
        return entries;
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return key(key).map(value -> value.choice(type, otherwise)).orElse(otherwise);
    }

    private boolean flag(String key, boolean otherwise) {
        return key(key).map(Yaml::flag).orElse(otherwise);
    }

    private String checked(String key, String otherwise, Predicate<String> right, String told) {
        return key(key).map(value -> {
                    if (!right.test(value.text())) {
                        value.error("'" + value.text() + "': " + told);
                    }
                    return value.text();
                })
                .orElse(otherwise);
    }

    private Set<String> texts(String key, Set<String> otherwise, Set<String> allowed) {
        Set<String> texts = key(key).map(Yaml::texts).orElse(otherwise);
        for (String text : texts) {
            if (!allowed.contains(text)) {
                key(key).ifPresent(value -> value.error("'" + text + "' is not one of "
                        + String.join(", ", allowed.stream().sorted().toList())));
            }
        }
        return texts;
    }
}
