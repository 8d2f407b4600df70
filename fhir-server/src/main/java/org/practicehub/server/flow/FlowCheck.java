package org.practicehub.server.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.server.access.WrittenAt;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;
import org.practicehub.server.flow.FlowSettings.Kind;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses checklists that name what does not exist: an item that can never be met would keep everybody out. */
final class FlowCheck {
    private final ConfigurableEnvironment files;
    private final Set<String> roles;
    private final Set<String> names = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    private FlowCheck(ConfigurableEnvironment files, Set<String> roles) {
        this.files = files;
        this.roles = roles;
    }

    /**
     * All mistakes at once.
     *
     * @param roles those of roles.yaml
     * @throws CannotStart when there is one
     */
    static void check(FlowSettings settings, Set<String> roles, ConfigurableEnvironment files) {
        FlowCheck check = new FlowCheck(files, roles);
        for (Checklist list : Checklist.values()) {
            settings.items(list).forEach((name, item) -> check.item(list.code() + "." + name, name, item));
        }
        if (!check.mistakes.isEmpty()) {
            throw new CannotStart(String.join("\n", check.mistakes), "Correct the files and start again.");
        }
    }

    private void item(String key, String name, Item item) {
        if (!name.matches("[a-z][a-z0-9-]{0,63}")) {
            mistake(key, "title", "an item is named in small letters, digits and hyphens");
        }
        if (!names.add(name)) {
            mistake(key, "title", "there is another item '" + name + "'; each needs a name of its own");
        }
        List<String> kinds = Stream.of(Kind.values()).map(Kind::code).toList();
        name(key, "kind", item.kind(), kinds, "kind");
        Set<String> known = new TreeSet<>(roles);
        known.add(Gate.SYSTEM);
        names(key, "override", item.override(), known, "role");
        if (item.task() != null) {
            name(key, "task", item.task(), roles, "role");
        }
        names(key, "needs", item.needs(), Facts.NEEDS.keySet(), "part of a Patient that can be asked for");
        belongs(key, item, Kind.DEMOGRAPHICS, Map.of("needs", item.needs().isEmpty() ? "" : "said"));
        belongs(key, item, Kind.CONSENT, Map.of("category", text(item.category())));
        belongs(key, item, Kind.QUESTIONNAIRE, Map.of("questionnaire", text(item.questionnaire())));
        if (item.task() != null && item.how() != Kind.CHARGES) {
            mistake(key, "task", "only an item of the kind 'charges' makes a Task");
        }
        if (item.days() != null && (item.how() != Kind.QUESTIONNAIRE || item.days() < 1)) {
            mistake(key, "days", "only a questionnaire has an age, of 1 day or more");
        }
    }

    /** What one kind must have, and no other may. */
    private void belongs(String key, Item item, Kind kind, Map<String, String> parts) {
        parts.forEach((part, said) -> {
            if (item.how() == kind && said.isEmpty()) {
                mistake(key, "kind", "an item of the kind '" + kind.code() + "' needs '" + part + "'");
            } else if (item.how() != kind && !said.isEmpty()) {
                mistake(key, part, "only an item of the kind '" + kind.code() + "' has '" + part + "'");
            }
        });
    }

    private static String text(@org.jspecify.annotations.Nullable String said) {
        return said == null ? "" : said;
    }

    private void names(String key, String part, List<String> given, Collection<String> known, String what) {
        for (int i = 0; i < given.size(); i++) {
            name(key, part + "[" + i + "]", given.get(i), known, what);
        }
    }

    private void name(String key, String part, String given, Collection<String> known, String what) {
        if (!known.contains(given)) {
            mistake(key, part, "there is no " + what + " '" + given + "'" + Nearest.hint(given, known));
        }
    }

    private void mistake(String key, String part, String text) {
        String item = "hub.flow." + key + ".";
        String[] otherwise = Arrays.stream(new String[] {"kind", "title"})
                .map(other -> item + other)
                .toArray(String[]::new);
        mistakes.add(WrittenAt.place(files, item + part, otherwise) + text);
    }
}
