package org.practicehub.server.smart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.server.access.SmartScope;
import org.practicehub.server.access.SmartScope.Context;
import org.practicehub.server.access.SmartScope.Permission;

/** A scope in the words of whoever is asked to allow it. */
final class ScopeWords {
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Patient", "name, birth date, address and phone"),
            Map.entry("RelatedPerson", "relatives and contacts"),
            Map.entry("AllergyIntolerance", "allergies"),
            Map.entry("Condition", "problems and diagnoses"),
            Map.entry("Observation", "measurements and results"),
            Map.entry("DiagnosticReport", "reports"),
            Map.entry("DocumentReference", "documents"),
            Map.entry("Immunization", "vaccinations"),
            Map.entry("MedicationRequest", "prescriptions"),
            Map.entry("ServiceRequest", "orders and referrals"),
            Map.entry("CarePlan", "care plans"),
            Map.entry("CareTeam", "care teams"),
            Map.entry("Appointment", "appointments"),
            Map.entry("Encounter", "visits"),
            Map.entry("Coverage", "insurance"),
            Map.entry("Account", "accounts"),
            Map.entry("Claim", "claims"),
            Map.entry("ClaimResponse", "payers’ answers to claims"),
            Map.entry("ExplanationOfBenefit", "what payers paid"),
            Map.entry("Practitioner", "names of doctors and staff"),
            Map.entry("PractitionerRole", "roles of doctors and staff"),
            Map.entry("Organization", "names of practices and payers"),
            Map.entry("Location", "places"),
            Map.entry("Schedule", "schedules"),
            Map.entry("Slot", "free times"),
            Map.entry("Task", "tasks"),
            Map.entry("Communication", "messages"),
            Map.entry("Provenance", "where entries came from"));

    private static final Map<String, String> PLAIN = Map.of(
            "openid", "Know that it is you",
            "fhirUser", "Know who you are in this practice",
            "online_access", "Stay connected while you are signed in",
            "offline_access", "Stay connected when you are not signed in");

    private ScopeWords() {}

    static String of(String text) {
        return SmartScope.parse(text)
                .map(ScopeWords::of)
                .orElseGet(() -> PLAIN.getOrDefault(text, "Know where it was opened from"));
    }

    private static String of(SmartScope scope) {
        String kind = scope.type().equals(SmartScope.ANY)
                ? "everything"
                : KINDS.getOrDefault(scope.type(), spaced(scope.type()));
        String of = scope.context() == Context.PATIENT ? "of this patient" : "of everyone whom you may see";
        return verbs(scope) + " "
                + part(scope).map(which -> kind + ": " + which).orElse(kind) + ", " + of;
    }

    private static Optional<String> part(SmartScope scope) {
        return scope.where().isEmpty()
                ? Optional.empty()
                : Optional.of(SubScopes.name(scope).orElse(String.join(" and ", scope.where())));
    }

    private static String verbs(SmartScope scope) {
        List<String> verbs = Stream.of(
                        scope.allows(Permission.READ) || scope.allows(Permission.SEARCH) ? "see" : "",
                        scope.allows(Permission.CREATE) ? "add" : "",
                        scope.allows(Permission.UPDATE) ? "change" : "",
                        scope.allows(Permission.DELETE) ? "delete" : "")
                .filter(verb -> !verb.isEmpty())
                .toList();
        String last = verbs.get(verbs.size() - 1);
        String text = verbs.size() == 1 ? last : String.join(", ", verbs.subList(0, verbs.size() - 1)) + " and " + last;
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** CareTeam: care team. */
    private static String spaced(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
