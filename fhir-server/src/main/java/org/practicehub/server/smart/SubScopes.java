package org.practicehub.server.smart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.access.SmartScope;

/**
 * The parts of a type that a person may allow instead of all of it, by category: those that ONC's (g)(10) criterion names for
 * Condition and Observation, as US Core 6.1 codes them (smart.md S3).
 */
final class SubScopes {
    private static final String CONDITION = "http://terminology.hl7.org/CodeSystem/condition-category|";
    private static final String OBSERVATION = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private static final String US_CORE = "http://hl7.org/fhir/us/core/CodeSystem/";

    private static final Map<String, Map<String, String>> PARTS = Map.of(
            "Condition",
            parts(
                    CONDITION + "problem-list-item",
                    "problem list",
                    CONDITION + "encounter-diagnosis",
                    "diagnoses of visits",
                    US_CORE + "condition-category|health-concern",
                    "health concerns"),
            "Observation",
            parts(
                    OBSERVATION + "laboratory",
                    "laboratory",
                    OBSERVATION + "vital-signs",
                    "vital signs",
                    OBSERVATION + "social-history",
                    "social history",
                    OBSERVATION + "survey",
                    "questionnaires",
                    US_CORE + "us-core-category|sdoh",
                    "living conditions"));

    private SubScopes() {}

    /** The parts of a scope for a whole type, each as a scope; none, where there are no parts to tell apart. */
    static List<String> of(String text) {
        return SmartScope.parse(text)
                .filter(scope -> scope.where().isEmpty())
                .map(scope -> PARTS.getOrDefault(scope.type(), Map.of()).keySet().stream()
                        .map(category -> new SmartScope(
                                        scope.context(),
                                        scope.type(),
                                        scope.permissions(),
                                        List.of("category=" + category))
                                .text())
                        .toList())
                .orElse(List.of());
    }

    /** What the scope's condition is called; empty when it is none of these. */
    static Optional<String> name(SmartScope scope) {
        return scope.where().size() == 1
                ? Optional.ofNullable(PARTS.getOrDefault(scope.type(), Map.of())
                        .get(scope.where().get(0).replaceFirst("^category=", "")))
                : Optional.empty();
    }

    private static Map<String, String> parts(String... pairs) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parts.put(pairs[i], pairs[i + 1]);
        }
        return parts;
    }
}
