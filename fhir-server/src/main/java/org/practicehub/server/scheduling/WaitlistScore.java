package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why somebody is asked before others. Its parts are added; who has more is asked first.
 *
 * @param priority 40 for the highest, 1, down to 0 for the lowest, 9
 * @param waiting one for each two days of waiting, 30 at the most
 * @param fit 10 when they would see this practitioner and named them, 5 when they named the site, 5 when nothing of the freed time is
 *     left over
 * @param asked less 20 when they were asked within a day about another time, less 10 within a week or what the settings say
 */
record WaitlistScore(int priority, int waiting, int fit, int asked) {
    private static final int A_STEP_OF_PRIORITY = 5;
    private static final int MOST_FOR_WAITING = 30;
    private static final int PRACTITIONER = 10;
    private static final int SITE = 5;
    private static final int WHOLE = 5;
    private static final int ASKED_TODAY = -20;
    private static final int ASKED_LATELY = -10;

    /** @param freed what is to be filled */
    static WaitlistScore of(
            WaitlistEntry entry, Offer offer, Span freed, Optional<Instant> askedAt, Duration lately, Instant now) {
        long days = Duration.between(entry.since(), now).toDays();
        int fit = (entry.providers().contains(offer.provider()) ? PRACTITIONER : 0)
                + (offer.site().filter(entry.sites()::contains).isPresent() ? SITE : 0)
                + (offer.span().equals(freed) ? WHOLE : 0);
        return new WaitlistScore(
                (WaitlistEntry.LOWEST - entry.priority()) * A_STEP_OF_PRIORITY,
                (int) Math.max(0, Math.min(MOST_FOR_WAITING, days / 2)),
                fit,
                askedAt.map(at -> Duration.between(at, now))
                        .map(ago -> ago.toDays() < 1 ? ASKED_TODAY : ago.compareTo(lately) < 0 ? ASKED_LATELY : 0)
                        .orElse(0));
    }

    int total() {
        return priority + waiting + fit + asked;
    }
}
