package org.practicehub.mappings.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.overlay.Condition;
import org.practicehub.mappings.feed.overlay.Condition.Test;
import org.practicehub.mappings.feed.overlay.Mistaken;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.feed.overlay.Overlay;
import org.practicehub.mappings.feed.overlay.Rule;
import org.practicehub.mappings.feed.overlay.SourcePath;
import org.practicehub.mappings.feed.overlay.TargetPath;

/** The entries under {@code set}, {@code defaults}, {@code drop} and {@code extension} being read, of a feed and its parents. */
final class FeedRules {

    private final Map<String, LocalTable> tables;

    /**
     * @param tables the feed's local codes, which {@code set} reads fields by
     */
    FeedRules(Map<String, LocalTable> tables) {
        this.tables = tables;
    }

    /**
     * @param levels the keys of the feed's file and of those it extends, nearest first
     */
    Overlay read(List<Map<String, Yaml>> levels) {
        List<Rule> rules = new ArrayList<>();
        for (int i = levels.size() - 1; i >= 0; i--) {
            List<Rule> own = rules(levels.get(i));
            rules.removeIf(parent -> own.stream().anyMatch(child -> Rule.replaces(child, parent)));
            rules.addAll(own);
        }
        Optional<FeedExtension> extension = levels.stream()
                .flatMap(keys -> Stream.ofNullable(keys.get("extension")))
                .findFirst()
                .flatMap(FeedRules::extension);
        return new Overlay(inOrder(rules), extension);
    }

    /** Sets first, then what is missing, then what is too much: whatever the order in the file. */
    private static List<Rule> inOrder(List<Rule> rules) {
        return Stream.of(Rule.Set.class, Rule.Default.class, Rule.Drop.class)
                .flatMap(kind -> rules.stream().filter(kind::isInstance))
                .map(Rule.class::cast)
                .toList();
    }

    private List<Rule> rules(Map<String, Yaml> keys) {
        List<Rule> rules = new ArrayList<>();
        at(keys, "set").forEach(list -> list.items().forEach(item -> set(item).ifPresent(rules::add)));
        at(keys, "defaults")
                .forEach(map -> map.pairs().forEach(pair -> byDefault(pair).ifPresent(rules::add)));
        at(keys, "drop").forEach(list -> list.items()
                .forEach(item -> target(item).ifPresent(path -> rules.add(new Rule.Drop(path, origin(item))))));
        return rules;
    }

    private static Stream<Yaml> at(Map<String, Yaml> keys, String key) {
        return Stream.ofNullable(keys.get(key));
    }

    private Optional<Rule> set(Yaml item) {
        Map<String, Yaml> keys = item.entries(FeedKeys.SET);
        Yaml from = keys.get("from");
        Yaml to = keys.get("to");
        if (from == null || to == null) {
            item.error("a rule of 'set' needs 'from', a place in the message, and 'to', an element");
            return Optional.empty();
        }
        Optional<SourcePath> source = source(from);
        Optional<TargetPath> target = target(to);
        Condition when = at(keys, "when").findFirst().map(FeedRules::condition).orElse(Condition.ALWAYS);
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        target.get().whyNotReadable().ifPresent(to::error);
        target.get()
                .codesOutside(tables.getOrDefault(source.get().field(), LocalTable.NONE))
                .ifPresent(from::error);
        return Optional.of(new Rule.Set(source.get(), target.get(), when, origin(item)));
    }

    private static Optional<Rule> byDefault(Yaml.Pair pair) {
        return target(pair.key()).flatMap(target -> {
            try {
                return Optional.of(
                        new Rule.Default(target, target.written(pair.value().text()), origin(pair.key())));
            } catch (Mistaken wrong) {
                pair.value().error(wrong.at(), String.valueOf(wrong.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** {@code { PV1-2: { in: [O, E] }, ZPD-3: present }}: all of it must hold. */
    private static Condition condition(Yaml when) {
        List<Test> tests = new ArrayList<>();
        when.pairs().forEach(pair -> source(pair.key())
                .flatMap(path -> test(path, pair.value()))
                .ifPresent(tests::add));
        return new Condition(tests);
    }

    private static Optional<Test> test(SourcePath path, Yaml asked) {
        if (asked.isScalar()) {
            return switch (asked.text()) {
                case "present" -> Optional.of(new Condition.Present(path));
                case "absent" -> Optional.of(new Condition.Absent(path));
                default -> {
                    asked.error("'" + asked.text() + "' is not one of present, absent, { is: … }, { in: […] }"
                            + Nearest.hint(asked.text(), FeedKeys.TEST_WORDS));
                    yield Optional.empty();
                }
            };
        }
        Map<String, Yaml> keys = asked.entries(FeedKeys.TESTS);
        if (keys.size() != 1) {
            asked.error("expected one of present, absent, { is: … }, { in: […] }");
            return Optional.empty();
        }
        return keys.values().stream().findFirst().map(texts -> new Condition.In(path, texts.texts()));
    }

    private static Optional<SourcePath> source(Yaml at) {
        try {
            return Optional.of(SourcePath.compile(at.text()));
        } catch (Mistaken wrong) {
            at.error(wrong.at(), String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<TargetPath> target(Yaml at) {
        try {
            return Optional.of(TargetPath.compile(at.text()));
        } catch (Mistaken wrong) {
            at.error(wrong.at(), String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<FeedExtension> extension(Yaml at) {
        if (at.text().equals("none")) {
            return Optional.empty();
        }
        List<FeedExtension> all = ServiceLoader.load(FeedExtension.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Optional<FeedExtension> named =
                all.stream().filter(one -> one.name().equals(at.text())).findFirst();
        if (named.isEmpty()) {
            at.error("there is no extension '" + at.text() + "' on the class path"
                    + Nearest.hint(
                            at.text(), all.stream().map(FeedExtension::name).toList()));
        }
        return named;
    }

    private static Origin origin(Yaml at) {
        return new Origin(at.file().name(), at.line());
    }
}
