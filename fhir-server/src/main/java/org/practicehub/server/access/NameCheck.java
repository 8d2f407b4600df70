package org.practicehub.server.access;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.feed.Nearest;

/**
 * Finds names of what does not exist, and tells each with the key it stands at and the nearest right name.
 *
 * @param mistake takes the key and the sentence
 */
record NameCheck(BiConsumer<String, String> mistake) {
    static final Set<String> TYPES =
            Stream.of(ResourceType.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));

    void names(String key, List<String> given, Collection<String> known, String what) {
        for (int i = 0; i < given.size(); i++) {
            name(key + "[" + i + "]", given.get(i), known, what);
        }
    }

    void name(String key, String given, Collection<String> known, String what) {
        if (!known.contains(given)) {
            mistake.accept(key, "there is no " + what + " '" + given + "'" + Nearest.hint(given, known));
        }
    }

    /** @param plain scopes that are no resource's */
    void scopes(String key, List<String> given, Set<String> plain) {
        for (int i = 0; i < given.size(); i++) {
            String text = given.get(i);
            if (!plain.contains(text)) {
                scope(key + "[" + i + "]", text, plain);
            }
        }
    }

    private void scope(String key, String text, Set<String> plain) {
        Optional<SmartScope> scope = SmartScope.parse(text);
        if (scope.isEmpty()) {
            mistake.accept(
                    key,
                    "'" + text + "' is no scope" + Nearest.hint(text, plain)
                            + ": <user, patient or system>/<resource type or *>.<letters of cruds, in this order>");
        } else if (!scope.get().type().equals(SmartScope.ANY)) {
            name(key, scope.get().type(), TYPES, "resource type");
        }
    }
}
