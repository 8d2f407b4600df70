package org.practicehub.server.messaging;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.mappings.feed.ConfigFile;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.feed.Yaml;
import org.practicehub.server.messaging.Plans.Plan;
import org.practicehub.server.messaging.Plans.Practice;
import org.practicehub.server.messaging.Plans.Step;
import org.practicehub.server.messaging.Plans.When;

/** Reads {@code reminders.yaml}; every mistake is told with its place and the nearest right name. */
final class PlansFile {
    private static final String DEFAULT = "default";
    private static final int MOST_A_WEEK = 50;

    private final ConfigFile file;
    private final Map<String, Yaml> top;

    private PlansFile(ConfigFile file, Map<String, Yaml> top) {
        this.file = file;
        this.top = top;
    }

    /** @param environment what {@code ${NAME}} stands for */
    static Plans read(String name, String text, Function<String, Optional<String>> environment) throws FeedsRefused {
        ConfigFile file = new ConfigFile(name, environment, beside -> Optional.empty());
        Optional<Yaml> root = Yaml.parse(file, text);
        Optional<Plans> plans = root.map(yaml -> new PlansFile(
                        file,
                        yaml.entries(List.of(
                                "enabled",
                                "consent",
                                "quiet",
                                "limits",
                                "cancel-until",
                                "country",
                                "language",
                                "discreet-name",
                                "practice",
                                "plans",
                                "languages",
                                "gateways")))
                .plans(text));
        if (!file.errors().isEmpty()) {
            throw new FeedsRefused(file.errors());
        }
        return plans.orElseThrow();
    }

    private Plans plans(String text) {
        Map<String, Language> languages = new LinkedHashMap<>();
        at("languages").ifPresent(all -> all.entries()
                .forEach((tag, one) ->
                        new LanguageFile(tag, one).read().ifPresent(language -> languages.put(tag, language))));
        String language = text("language", "en");
        if (!languages.containsKey(language)) {
            error("language", "there is no language '" + language + "'" + Nearest.hint(language, languages.keySet()));
        }
        Map<Medium, GatewaySettings> gateways = new EnumMap<>(Medium.class);
        at("gateways").ifPresent(all -> all.entries(codes()).forEach((medium, one) -> {
            if (codes().contains(medium)) {
                GatewayFile.read(Medium.of(medium), one).ifPresent(way -> gateways.put(Medium.of(medium), way));
            }
        }));
        Set<String> texts = Optional.ofNullable(languages.get(language))
                .map(one -> one.texts().keySet())
                .orElse(Set.of());
        languages.values().stream()
                .filter(one -> !one.texts().keySet().containsAll(texts))
                .forEach(one -> error(
                        "languages", "language '" + one.tag() + "' does not say all that '" + language + "' says"));
        List<Plan> plans = new ArrayList<>();
        at("plans").ifPresent(all -> all.entries().forEach((name, one) -> plans.add(plan(name, one, texts))));
        if (plans.isEmpty() || !plans.get(plans.size() - 1).name().equals(DEFAULT)) {
            error("plans", "the last plan must be 'default', for visits of all other types");
        }
        String discreet = text("discreet-name", "");
        if (discreet.isBlank() && plans.stream().anyMatch(Plan::discreet)) {
            error("plans", "a discreet plan needs 'discreet-name': what is said in place of the practice's name");
        }
        Map<String, Yaml> limits = entries("limits", List.of("a-day", "a-week"));
        return new Plans(
                DigestUtils.sha256Hex(text),
                flag("enabled"),
                choice("consent", List.of("required", "assumed")).equals("assumed"),
                quiet(),
                number(limits, "a-day", 1),
                number(limits, "a-week", 3),
                lead("cancel-until", "24h"),
                text("country", "US").toUpperCase(Locale.ROOT),
                language,
                discreet,
                practice(),
                plans,
                languages,
                gateways);
    }

    private Plan plan(String name, Yaml yaml, Set<String> texts) {
        Map<String, Yaml> entries = yaml.entries(List.of("services", "discreet", "steps"));
        Set<String> services =
                Optional.ofNullable(entries.get("services")).map(Yaml::texts).orElse(Set.of());
        if (services.isEmpty() != name.equals(DEFAULT)) {
            yaml.error("every plan but 'default' names 'services', and that one names none");
        }
        List<Step> steps = new ArrayList<>();
        Optional.ofNullable(entries.get("steps")).ifPresent(all -> all.entries()
                .forEach((step, one) -> step(step, one, texts).ifPresent(steps::add)));
        boolean discreet =
                Optional.ofNullable(entries.get("discreet")).map(Yaml::flag).orElse(false);
        return new Plan(name, services, discreet, steps);
    }

    private Optional<Step> step(String name, Yaml yaml, Set<String> texts) {
        Map<String, Yaml> entries = yaml.entries(List.of("before", "when", "by", "text"));
        List<Medium> by = new ArrayList<>();
        Optional.ofNullable(entries.get("by"))
                .map(Yaml::items)
                .orElse(List.of())
                .forEach(one -> {
                    if (codes().contains(one.text())) {
                        by.add(Medium.of(one.text()));
                    } else {
                        one.error("there is no way '" + one.text() + "'" + Nearest.hint(one.text(), codes()));
                    }
                });
        if (by.isEmpty()) {
            yaml.error("say by which ways: by: [sms, email]");
        }
        Optional<String> text = Optional.ofNullable(entries.get("text")).map(Yaml::text);
        if (text.isEmpty()) {
            yaml.error("say which text");
        } else if (!texts.contains(text.get())) {
            Optional.ofNullable(entries.get("text"))
                    .ifPresent(
                            at -> at.error("there is no text '" + text.get() + "'" + Nearest.hint(text.get(), texts)));
        }
        return when(yaml, entries).map(when -> new Step(name, when, List.copyOf(by), text.orElse("")));
    }

    private static Optional<When> when(Yaml yaml, Map<String, Yaml> entries) {
        Optional<Yaml> before = Optional.ofNullable(entries.get("before"));
        Optional<Yaml> when = Optional.ofNullable(entries.get("when"));
        if (before.isPresent() == when.isPresent()) {
            yaml.error("say either 'before' or 'when'");
            return Optional.empty();
        }
        if (before.isPresent()) {
            Optional<Lead> lead = Lead.parse(before.get().text());
            if (lead.isEmpty()) {
                before.get().error("expected how long before the visit: 7d, 2h or 90m, 60d at the most");
            }
            return lead.map(When.Before::new);
        }
        return when.flatMap(at -> switch (at.text()) {
            case "moved" -> Optional.of(new When.Moved());
            case "cancelled" -> Optional.of(new When.Cancelled());
            default -> {
                at.error("'" + at.text() + "' is not one of moved, cancelled"
                        + Nearest.hint(at.text(), List.of("moved", "cancelled")));
                yield Optional.empty();
            }
        });
    }

    private Quiet quiet() {
        Map<String, Yaml> entries = entries("quiet", List.of("from", "until"));
        return new Quiet(time(entries, "from", LocalTime.of(21, 0)), time(entries, "until", LocalTime.of(8, 0)));
    }

    private static LocalTime time(Map<String, Yaml> entries, String key, LocalTime otherwise) {
        return Optional.ofNullable(entries.get(key))
                .map(yaml -> {
                    try {
                        return LocalTime.parse(yaml.text());
                    } catch (DateTimeException e) {
                        yaml.error("expected a time: \"21:00\"");
                        return otherwise;
                    }
                })
                .orElse(otherwise);
    }

    private Practice practice() {
        Map<String, Yaml> entries = entries("practice", List.of("name", "phone", "zone"));
        ZoneId zone = ZoneId.of("UTC");
        Optional<Yaml> given = Optional.ofNullable(entries.get("zone"));
        if (given.isEmpty()) {
            error("practice", "say in which time zone the practice is: zone: America/Chicago");
        } else {
            try {
                zone = ZoneId.of(given.get().text());
            } catch (DateTimeException e) {
                given.get()
                        .error("there is no time zone '" + given.get().text() + "'"
                                + Nearest.hint(given.get().text(), ZoneId.getAvailableZoneIds()));
            }
        }
        return new Practice(required(entries, "practice", "name"), required(entries, "practice", "phone"), zone);
    }

    private String required(Map<String, Yaml> entries, String within, String key) {
        Optional<String> text =
                Optional.ofNullable(entries.get(key)).map(Yaml::text).filter(one -> !one.isBlank());
        if (text.isEmpty()) {
            error(within, "say its " + key);
        }
        return text.orElse("");
    }

    private Duration lead(String key, String otherwise) {
        Optional<Lead> lead = Lead.parse(text(key, otherwise));
        if (lead.isEmpty()) {
            error(key, "expected how long before the visit: 24h");
        }
        return lead.map(one -> Duration.ofDays(one.days()).plus(one.time())).orElse(Duration.ZERO);
    }

    private static int number(Map<String, Yaml> entries, String key, int otherwise) {
        return Optional.ofNullable(entries.get(key))
                .map(yaml -> yaml.number(1, MOST_A_WEEK))
                .orElse(otherwise);
    }

    private boolean flag(String key) {
        return at(key).map(Yaml::flag).orElse(false);
    }

    /** The first of them, where nothing is said. */
    private String choice(String key, List<String> allowed) {
        String text = text(key, allowed.get(0));
        if (!allowed.contains(text)) {
            error(key, "'" + text + "' is not one of " + String.join(", ", allowed) + Nearest.hint(text, allowed));
        }
        return text;
    }

    private String text(String key, String otherwise) {
        return at(key).map(Yaml::text).orElse(otherwise);
    }

    private Map<String, Yaml> entries(String key, Collection<String> allowed) {
        return at(key).map(yaml -> yaml.entries(allowed)).orElse(Map.of());
    }

    private Optional<Yaml> at(String key) {
        return Optional.ofNullable(top.get(key));
    }

    /** At that key, or at the file's beginning where it is missing. */
    private void error(String key, String text) {
        at(key).ifPresentOrElse(yaml -> yaml.error(text), () -> file.error(1, 1, "'" + key + "': " + text));
    }

    static List<String> codes() {
        return List.of(Medium.SMS.code(), Medium.EMAIL.code());
    }
}
