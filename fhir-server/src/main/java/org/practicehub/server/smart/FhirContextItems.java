package org.practicehub.server.smart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code fhirContext} (SMART App Launch 2.2): objects that name a resource in one of three ways; a Patient or an Encounter
 * only in another role than that of the launch, whose patient and encounter are told apart from it.
 */
final class FhirContextItems {
    private static final Set<String> NAMING = Set.of("reference", "canonical", "identifier");
    private static final int MOST = 20;

    private FhirContextItems() {}

    static boolean areSound(@Nullable List<Map<String, Object>> items) {
        return items == null || (items.size() <= MOST && items.stream().allMatch(FhirContextItems::isSound));
    }

    private static boolean isSound(Map<String, Object> item) {
        Object role = item.get("role");
        Object reference = item.get("reference");
        boolean named = NAMING.stream().anyMatch(item::containsKey);
        boolean context = reference instanceof String text
                && Stream.of("Patient/", "Encounter/").anyMatch(text::startsWith);
        boolean another = role instanceof String text && !text.equals("launch");
        return named && !"".equals(role) && (!context || another);
    }
}
