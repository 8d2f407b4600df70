package org.practicehub.server.scheduling.rules;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as the file has it.
 *
 * @param name what people call it
 * @param line where it stands in the file
 * @param by for whom it is
 * @param services the types of visit that it is about; all, when empty
 * @param locations the sites; all, when empty
 * @param practitioners whose calendars; everybody's, when empty
 * @param asks its conditions
 * @param otherwise what is open to whom it refuses
 * @param says its own words for that
 */
public record BookingRule(
        String name,
        int line,
        Set<Audience> by,
        Set<String> services,
        Set<String> locations,
        Set<String> practitioners,
        Map<Aspect, Condition> asks,
        Optional<Refusal.Path> otherwise,
        Optional<String> says) {

    boolean covers(Audience audience, Subject subject) {
        return by.contains(audience)
                && names(services, subject.service())
                && names(locations, subject.site())
                && names(practitioners, subject.practitioner());
    }

    private static boolean names(Set<String> rule, Set<String> subject) {
        return rule.isEmpty() || !Collections.disjoint(rule, subject);
    }

    /** What it asks, in words. */
    public List<String> inWords() {
        return asks.values().stream().map(Condition::inWords).toList();
    }

    /** How much it narrows what it is about: the practitioner before the site before the type of visit (S89). */
    int particularity() {
        return (practitioners.isEmpty() ? 0 : 4) + (locations.isEmpty() ? 0 : 2) + (services.isEmpty() ? 0 : 1);
    }
}
