package org.practicehub.server.scheduling.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that a rule asks. What it cannot know yet, because no patient or no time is chosen, it takes as met.
 *
 * @param code of its refusal, of the system {@code urn:x-hub:booking-refusal}
 * @param sentence what is told where the rule has no words of its own
 * @param inWords what it asks, for who tries the rules
 */
record Condition(Aspect aspect, String code, String sentence, String inWords, Predicate<Booking> met) {
    private static final int DAYS_A_MONTH = 30;

    /** Whom a visit is for. */
    enum Who {
        NEW,
        ESTABLISHED,
        ANY
    }

    boolean isMet(Booking booking) {
        return met.test(booking);
    }

    static Condition open(boolean open) {
        return new Condition(
                Aspect.OPEN,
                "not-offered",
                "This visit cannot be booked here.",
                open ? "open" : "not open",
                booking -> open);
    }

    static Condition patient(Who who) {
        return switch (who) {
            case NEW ->
                ofPatient(
                        Aspect.PATIENT,
                        "new-patients-only",
                        "This visit is for new patients.",
                        "a new patient",
                        patient -> !patient.isEstablished());
            case ESTABLISHED ->
                ofPatient(
                        Aspect.PATIENT,
                        "established-only",
                        "This visit is for patients who have been here within three years.",
                        "an established patient",
                        Facts::isEstablished);
            case ANY -> nothing(Aspect.PATIENT, "new or established");
        };
    }

    /** In years, on the day of the visit. */
    static Condition age(int from, int to) {
        String years = "of " + from + " to " + to + " years";
        return new Condition(
                Aspect.AGE, "age", "This visit is for patients " + years + ".", years, booking -> booking.patient()
                        .map(patient -> patient.birthDate()
                                .map(born -> Period.between(born, booking.day()).getYears())
                                .filter(age -> age >= from && age <= to)
                                .isPresent())
                        .orElse(true));
    }

    static Condition referral(boolean needed) {
        return needed
                ? ofPatient(
                        Aspect.REFERRAL,
                        "referral",
                        "This visit needs a referral first.",
                        "an active referral",
                        Facts::isReferred)
                : nothing(Aspect.REFERRAL, "no referral needed");
    }

    static Condition coverage(boolean needed) {
        return needed
                ? new Condition(
                        Aspect.COVERAGE,
                        "coverage",
                        "We need to know your insurance before this visit is booked.",
                        "a coverage that is active on the day",
                        booking -> booking.patient()
                                .map(patient -> patient.isCovered(booking.day()))
                                .orElse(true))
                : nothing(Aspect.COVERAGE, "no coverage needed");
    }

    static Condition payers(Set<String> payers) {
        return payers.isEmpty()
                ? nothing(Aspect.PAYERS, "any payer")
                : ofPatient(
                        Aspect.PAYERS,
                        "coverage",
                        "This visit cannot be booked here with the insurance that we know of.",
                        "a payer of " + String.join(", ", payers),
                        patient -> !Collections.disjoint(patient.payers(), payers));
    }

    static Condition consents(Set<String> codes) {
        return codes.isEmpty()
                ? nothing(Aspect.CONSENTS, "no consent needed")
                : ofPatient(
                        Aspect.CONSENTS,
                        "consent",
                        "A form has to be signed before this visit is booked.",
                        "consent to " + String.join(", ", codes),
                        patient -> patient.consents().containsAll(codes));
    }

    static Condition balance(BigDecimal most) {
        return ofPatient(
                Aspect.BALANCE,
                "balance",
                "There is a balance on the account to settle before this visit is booked.",
                "a balance of " + most.toPlainString() + " at the most",
                patient -> patient.balance().compareTo(most) <= 0);
    }

    static Condition noShows(int most, int months) {
        return new Condition(
                Aspect.NO_SHOWS,
                "no-shows",
                "Because of visits that were missed, this one is booked with the practice.",
                "at most " + most + " missed visits in " + months + " months",
                booking -> {
                    Instant since = booking.now().minus((long) months * DAYS_A_MONTH, ChronoUnit.DAYS);
                    return booking.patient()
                            .map(patient -> patient.noShows(since) <= most)
                            .orElse(true);
                });
    }

    /**
     * With the one that is to be booked.
     *
     * @param services the types of visit that the rule names; all visits count, if it names none
     */
    static Condition openVisits(int most, Set<String> services) {
        return ofPatient(
                Aspect.OPEN_VISITS,
                "open-visits",
                most == 1
                        ? "There is such a visit to come already."
                        : "There are " + most + " visits to come already. After one of them the next can be booked.",
                "at most " + most + " to come at once",
                patient -> patient.openVisits(services) < most);
    }

    static Condition notice(Duration least) {
        return new Condition(
                Aspect.NOTICE,
                "too-soon",
                "This time is too soon to be booked here.",
                "at least " + Lengths.written(least) + " before it begins",
                booking -> isAtLeast(least, booking));
    }

    static Condition ahead(Duration most) {
        return new Condition(
                Aspect.AHEAD,
                "too-far-ahead",
                "This time is too far ahead to be booked yet.",
                "at most " + Lengths.written(most) + " ahead",
                booking -> booking.start()
                        .map(start -> !start.isAfter(booking.now().plus(most)))
                        .orElse(true));
    }

    static Condition changeUntil(Duration before) {
        return new Condition(
                Aspect.CHANGE_UNTIL,
                "cut-off",
                "This visit begins too soon to be changed here.",
                "changed until " + Lengths.written(before) + " before it begins",
                booking -> isAtLeast(before, booking));
    }

    private static boolean isAtLeast(Duration length, Booking booking) {
        return booking.start()
                .map(start -> !start.isBefore(booking.now().plus(length)))
                .orElse(true);
    }

    private static Condition ofPatient(
            Aspect aspect, String code, String sentence, String inWords, Predicate<Facts> met) {
        return new Condition(aspect, code, sentence, inWords, booking -> booking.patient()
                .map(met::test)
                .orElse(true));
    }

    /** A more particular rule takes back what a general one asks. */
    private static Condition nothing(Aspect aspect, String inWords) {
        return new Condition(aspect, "", "", inWords, booking -> true);
    }
}
