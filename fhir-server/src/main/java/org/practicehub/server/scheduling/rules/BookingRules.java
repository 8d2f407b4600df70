package org.practicehub.server.scheduling.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.scheduling.rules.Ruling.Decided;

/**
 * The practice's rules. Of those that cover what is wanted, each aspect is decided by the most particular one that says
 * something of it; among equals, by the one that stands first. Where none says whether it is open, it is open to staff alone.
 */
public record BookingRules(List<BookingRule> all) {
    public static final BookingRules NONE = new BookingRules(List.of());

    /** Whether any of them is about certain practitioners. */
    public boolean namePractitioners() {
        return all.stream().anyMatch(rule -> !rule.practitioners().isEmpty());
    }

    /** Whether any of them is about certain sites. */
    public boolean nameLocations() {
        return all.stream().anyMatch(rule -> !rule.locations().isEmpty());
    }

    public Ruling ruling(Audience audience, Subject subject) {
        Map<Aspect, Decided> decided = new EnumMap<>(Aspect.class);
        decided.put(Aspect.OPEN, new Decided(Condition.open(audience == Audience.STAFF), Optional.empty()));
        for (BookingRule rule : all) {
            if (rule.covers(audience, subject)) {
                rule.asks().forEach((aspect, condition) -> {
                    Optional<BookingRule> before =
                            Optional.ofNullable(decided.get(aspect)).flatMap(Decided::rule);
                    if (before.isEmpty() || rule.particularity() > before.get().particularity()) {
                        decided.put(aspect, new Decided(condition, Optional.of(rule)));
                    }
                });
            }
        }
        return new Ruling(decided);
    }
}
