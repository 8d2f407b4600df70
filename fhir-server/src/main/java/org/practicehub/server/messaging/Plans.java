package org.practicehub.server.messaging;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code config/reminders.yaml} says.
 *
 * @param hash tells one version of the file from another
 * @param enabled whether anything is planned and sent at all
 * @param consentAssumed whether who has given a number and said nothing may be reminded at it
 * @param aDay the most that one patient is sent on a day, by their clock
 * @param aWeek the most within seven days
 * @param cancelUntil until how long before a visit an answer cancels it; later it is a matter for the front desk
 * @param country ISO 3166 code, for numbers that are written without one
 * @param language what is spoken with whom nobody has said it of
 * @param discreetName what stands for the practice's name in a discreet plan
 * @param plans the one for everything else last
 */
record Plans(
        String hash,
        boolean enabled,
        boolean consentAssumed,
        Quiet quiet,
        int aDay,
        int aWeek,
        Duration cancelUntil,
        String country,
        String language,
        String discreetName,
        Practice practice,
        List<Plan> plans,
        Map<String, Language> languages,
        Map<Medium, GatewaySettings> gateways) {

    /** What holds where the record does not say: of a site without a name, a telephone or a time zone. */
    record Practice(String name, String phone, ZoneId zone) {}

    /**
     * What is said of visits of some types.
     *
     * @param services codes of types of visit; none for all others
     * @param discreet whether neither practice nor place are named
     */
    record Plan(String name, Set<String> services, boolean discreet, List<Step> steps) {}

    /** When a step is due. */
    sealed interface When {
        record Before(Lead lead) implements When {}

        /** Once the visit has another time than the patient was told. */
        record Moved() implements When {}

        /** Once a visit is off that the patient was told of. */
        record Cancelled() implements When {}
    }

    /**
     * One message.
     *
     * @param by in the order in which they are tried
     * @param text the name of what is said
     */
    record Step(String name, When when, List<Medium> by, String text) {}

    /** The plan of a visit of these types. */
    Plan of(Collection<String> services) {
        return plans.stream()
                .filter(plan ->
                        plan.services().isEmpty() || plan.services().stream().anyMatch(services::contains))
                .findFirst()
                .orElseThrow();
    }

    Optional<Step> step(Collection<String> services, String name) {
        return of(services).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst();
    }

    /** How far ahead visits have to be looked at. */
    Duration longestLead() {
        return plans.stream()
                .flatMap(plan -> plan.steps().stream())
                .map(step -> step.when() instanceof When.Before before
                        ? before.lead().longest()
                        : Duration.ZERO)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** What is spoken with somebody: the tag as FHIR has it, {@code es-MX}. */
    Language language(Optional<String> tag) {
        return tag.map(one -> one.split("-", 2)[0])
                .map(languages::get)
                .orElseGet(() -> Optional.ofNullable(languages.get(language)).orElseThrow());
    }
}
