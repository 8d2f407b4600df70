package org.practicehub.server.scheduling.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.practicehub.mappings.feed.ConfigFile;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.Yaml;

/** Reads the rules from their file, and says what is wrong with it: line, column and the nearest right name. */
final class BookingRulesFile {
    private static final List<String> KEYS = List.of(
            "name",
            "by",
            "services",
            "locations",
            "practitioners",
            "open",
            "patient",
            "age",
            "referral",
            "coverage",
            "payers",
            "consents",
            "balance",
            "no-shows",
            "open-visits",
            "notice",
            "ahead",
            "change-until",
            "otherwise",
            "say");

    private static final Pattern AGES = Pattern.compile("(\\d{1,3})-(\\d{1,3})");
    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,2})?");
    private static final int OLDEST = 150;
    private static final int MOST_VISITS = 1000;
    private static final int MOST_MONTHS = 120;

    private final ConfigFile file;
    private final Set<String> names = new HashSet<>();

    private BookingRulesFile(ConfigFile file) {
        this.file = file;
    }

    /** Why the file cannot be used: every mistake in it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(List<ConfigurationError> errors) {
            super(String.join(
                    "\n",
                    errors.stream().sorted().map(ConfigurationError::toString).toList()));
        }
    }

    /** @param environment what {@code ${NAME}} stands for */
    static BookingRules read(String name, String text, Function<String, Optional<String>> environment) throws Refused {
        ConfigFile file = new ConfigFile(name, environment, beside -> Optional.empty());
        List<BookingRule> rules = new ArrayList<>();
        BookingRulesFile reader = new BookingRulesFile(file);
        Yaml.parse(file, text)
                .map(root -> root.entries(List.of("rules")))
                .map(keys -> keys.get("rules"))
                .ifPresent(list -> list.items().forEach(item -> rules.add(reader.rule(item))));
        if (!file.errors().isEmpty()) {
            throw new Refused(file.errors());
        }
        return new BookingRules(List.copyOf(rules));
    }

    private BookingRule rule(Yaml item) {
        Map<String, Yaml> keys = item.entries(KEYS);
        Set<String> services = texts(keys, "services");
        BookingRule rule = new BookingRule(
                name(item, keys),
                item.line(),
                by(keys),
                services,
                texts(keys, "locations"),
                texts(keys, "practitioners"),
                asks(keys, services),
                value(keys, "otherwise").map(text -> text.choice(Refusal.Path.class, Refusal.Path.CALL)),
                value(keys, "say").map(Yaml::text));
        if (rule.asks().isEmpty() && rule.otherwise().isEmpty()) {
            item.error("the rule asks nothing: give it a key such as 'open', 'notice' or 'patient'");
        }
        return rule;
    }

    private String name(Yaml item, Map<String, Yaml> keys) {
        Optional<Yaml> name = value(keys, "name");
        if (name.isEmpty()) {
            item.error("the rule has no 'name': what people call it");
            return "";
        }
        if (!names.add(name.get().text())) {
            name.get().error("another rule has the name '" + name.get().text() + "' already");
        }
        return name.get().text();
    }

    private static Set<Audience> by(Map<String, Yaml> keys) {
        Set<Audience> by = EnumSet.noneOf(Audience.class);
        value(keys, "by")
                .ifPresent(list -> list.items().forEach(one -> by.add(one.choice(Audience.class, Audience.PATIENT))));
        return by.isEmpty() ? EnumSet.of(Audience.PATIENT) : by;
    }

    private static Map<Aspect, Condition> asks(Map<String, Yaml> keys, Set<String> services) {
        List<Condition> asks = new ArrayList<>();
        value(keys, "open").map(Yaml::flag).map(Condition::open).ifPresent(asks::add);
        value(keys, "patient")
                .map(one -> one.choice(Condition.Who.class, Condition.Who.ANY))
                .map(Condition::patient)
                .ifPresent(asks::add);
        value(keys, "age").flatMap(BookingRulesFile::age).ifPresent(asks::add);
        value(keys, "referral").map(Yaml::flag).map(Condition::referral).ifPresent(asks::add);
        value(keys, "coverage").map(Yaml::flag).map(Condition::coverage).ifPresent(asks::add);
        value(keys, "payers").map(Yaml::texts).map(Condition::payers).ifPresent(asks::add);
        value(keys, "consents").map(Yaml::texts).map(Condition::consents).ifPresent(asks::add);
        value(keys, "balance").flatMap(BookingRulesFile::balance).ifPresent(asks::add);
        value(keys, "no-shows").map(BookingRulesFile::noShows).ifPresent(asks::add);
        value(keys, "open-visits")
                .map(one -> Condition.openVisits(one.number(0, MOST_VISITS), services))
                .ifPresent(asks::add);
        length(keys, "notice").map(Condition::notice).ifPresent(asks::add);
        length(keys, "ahead").map(Condition::ahead).ifPresent(asks::add);
        length(keys, "change-until").map(Condition::changeUntil).ifPresent(asks::add);
        Map<Aspect, Condition> byAspect = new EnumMap<>(Aspect.class);
        asks.forEach(one -> byAspect.put(one.aspect(), one));
        return byAspect;
    }

    private static Optional<Condition> age(Yaml value) {
        Matcher ages = AGES.matcher(value.text());
        if (!ages.matches() || Integer.parseInt(ages.group(1)) > Integer.parseInt(ages.group(2))) {
            value.error("'" + value.text() + "': expected years from and to, as 0-17 or 65-" + OLDEST);
            return Optional.empty();
        }
        return Optional.of(Condition.age(Integer.parseInt(ages.group(1)), Integer.parseInt(ages.group(2))));
    }

    private static Optional<Condition> balance(Yaml value) {
        if (!MONEY.matcher(value.text()).matches()) {
            value.error("'" + value.text() + "': expected an amount of money, as 250 or 99.50");
            return Optional.empty();
        }
        return Optional.of(Condition.balance(new BigDecimal(value.text())));
    }

    private static Condition noShows(Yaml value) {
        Map<String, Yaml> keys = value.entries(List.of("at-most", "months"));
        if (!keys.containsKey("at-most") || !keys.containsKey("months")) {
            value.error("expected 'at-most' and 'months'");
        }
        return Condition.noShows(
                value(keys, "at-most").map(one -> one.number(0, MOST_VISITS)).orElse(0),
                value(keys, "months").map(one -> one.number(1, MOST_MONTHS)).orElse(1));
    }

    private static Optional<Duration> length(Map<String, Yaml> keys, String key) {
        Optional<Yaml> value = value(keys, key);
        Optional<Duration> length = value.map(Yaml::text).flatMap(Lengths::read);
        if (length.isEmpty()) {
            value.ifPresent(one -> one.error("'" + one.text() + "': expected a length of time, as 30m, 24h or 90d"));
        }
        return length;
    }

    private static Set<String> texts(Map<String, Yaml> keys, String key) {
        return value(keys, key).map(Yaml::texts).orElse(Set.of());
    }

    private static Optional<Yaml> value(Map<String, Yaml> keys, String key) {
        return Optional.ofNullable(keys.get(key));
    }
}
