package org.practicehub.server.scheduling.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for one audience and one thing to be booked: for each aspect the condition of the rule that decides it. */
public final class Ruling {
    private final Map<Aspect, Decided> decided;

    Ruling(Map<Aspect, Decided> decided) {
        this.decided = decided;
    }

    record Decided(Condition condition, Optional<BookingRule> rule) {
        Refusal refusal() {
            return new Refusal(
                    condition.code(),
                    rule.flatMap(BookingRule::says).orElseGet(condition::sentence),
                    rule.flatMap(BookingRule::otherwise).orElse(Refusal.Path.CALL),
                    rule.map(BookingRule::name).orElse(""));
        }
    }

    /**
     * What came of one aspect, for who tries the rules.
     *
     * @param aspect its key in the file
     * @param asks in words
     * @param rule the rule that decides it; empty where no rule says anything and the hub's own default holds
     */
    public record Line(String aspect, String asks, boolean met, Optional<BookingRule> rule) {}

    /** Why it cannot be booked so; empty when it can. */
    public Optional<Refusal> refusal(Booking booking) {
        return decided.entrySet().stream()
                .filter(one -> one.getKey() != Aspect.CHANGE_UNTIL)
                .map(Map.Entry::getValue)
                .filter(one -> !one.condition().isMet(booking))
                .findFirst()
                .map(Decided::refusal);
    }

    /** Why a visit that begins then cannot be moved or called off any more; empty when it can. */
    public Optional<Refusal> cutOff(Booking visit) {
        return Optional.ofNullable(decided.get(Aspect.CHANGE_UNTIL))
                .filter(one -> !one.condition().isMet(visit))
                .map(Decided::refusal);
    }

    /** Everything that was asked, in the order in which it is told. */
    public List<Line> lines(Booking booking) {
        return decided.entrySet().stream()
                .map(one -> new Line(
                        one.getKey().key(),
                        one.getValue().condition().inWords(),
                        one.getValue().condition().isMet(booking),
                        one.getValue().rule()))
                .toList();
    }
}
