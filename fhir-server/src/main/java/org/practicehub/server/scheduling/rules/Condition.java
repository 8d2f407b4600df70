package org.practicehub.server.scheduling.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Set;

/** Something that a rule asks. What it cannot know yet, because no patient or no time is chosen, it takes as met. */
sealed interface Condition {

    Aspect aspect();

    boolean isMet(Booking booking);

    /** Of the system {@code urn:x-hub:booking-refusal}. */
    String code();

    /** What is told where the rule has no words of its own. */
    String sentence();

    /** What it asks, for who tries the rules. */
    String inWords();

    record Open(boolean open) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.OPEN;
        }

        @Override
        public boolean isMet(Booking booking) {
            return open;
        }

        @Override
        public String code() {
            return "not-offered";
        }

        @Override
        public String sentence() {
            return "This visit cannot be booked here.";
        }

        @Override
        public String inWords() {
            return open ? "open" : "not open";
        }
    }

    record Known(Who who) implements Condition {
        enum Who {
            NEW,
            ESTABLISHED,
            ANY
        }

        @Override
        public Aspect aspect() {
            return Aspect.PATIENT;
        }

        @Override
        public boolean isMet(Booking booking) {
            return who == Who.ANY
                    || booking.patient()
                            .map(Facts::isEstablished)
                            .map(seen -> seen == (who == Who.ESTABLISHED))
                            .orElse(true);
        }

        @Override
        public String code() {
            return who == Who.NEW ? "new-patients-only" : "established-only";
        }

        @Override
        public String sentence() {
            return who == Who.NEW
                    ? "This visit is for new patients."
                    : "This visit is for patients who have been here within three years.";
        }

        @Override
        public String inWords() {
            return switch (who) {
                case NEW -> "a new patient";
                case ESTABLISHED -> "an established patient";
                case ANY -> "new or established";
            };
        }
    }

    /** In years, on the day of the visit. */
    record Age(int from, int to) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.AGE;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.patient()
                    .map(patient -> patient.birthDate()
                            .map(born -> Period.between(born, booking.day()).getYears())
                            .filter(age -> age >= from && age <= to)
                            .isPresent())
                    .orElse(true);
        }

        @Override
        public String code() {
            return "age";
        }

        @Override
        public String sentence() {
            return "This visit is for patients " + inWords() + ".";
        }

        @Override
        public String inWords() {
            return "of " + from + " to " + to + " years";
        }
    }

    record Referral(boolean needed) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.REFERRAL;
        }

        @Override
        public boolean isMet(Booking booking) {
            return !needed || booking.patient().map(Facts::isReferred).orElse(true);
        }

        @Override
        public String code() {
            return "referral";
        }

        @Override
        public String sentence() {
            return "This visit needs a referral first.";
        }

        @Override
        public String inWords() {
            return needed ? "an active referral" : "no referral needed";
        }
    }

    record Coverage(boolean needed) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.COVERAGE;
        }

        @Override
        public boolean isMet(Booking booking) {
            return !needed
                    || booking.patient()
                            .map(patient -> patient.isCovered(booking.day()))
                            .orElse(true);
        }

        @Override
        public String code() {
            return "coverage";
        }

        @Override
        public String sentence() {
            return "We need to know your insurance before this visit is booked.";
        }

        @Override
        public String inWords() {
            return needed ? "a coverage that is active on the day" : "no coverage needed";
        }
    }

    record Payers(Set<String> payers) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.PAYERS;
        }

        @Override
        public boolean isMet(Booking booking) {
            return payers.isEmpty()
                    || booking.patient()
                            .map(patient -> !Collections.disjoint(patient.payers(), payers))
                            .orElse(true);
        }

        @Override
        public String code() {
            return "coverage";
        }

        @Override
        public String sentence() {
            return "This visit cannot be booked here with the insurance that we know of.";
        }

        @Override
        public String inWords() {
            return payers.isEmpty() ? "any payer" : "a payer of " + String.join(", ", payers);
        }
    }

    record Consents(Set<String> codes) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.CONSENTS;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.patient()
                    .map(patient -> patient.consents().containsAll(codes))
                    .orElse(true);
        }

        @Override
        public String code() {
            return "consent";
        }

        @Override
        public String sentence() {
            return "A form has to be signed before this visit is booked.";
        }

        @Override
        public String inWords() {
            return codes.isEmpty() ? "no consent needed" : "consent to " + String.join(", ", codes);
        }
    }

    record Balance(BigDecimal most) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.BALANCE;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.patient()
                    .map(patient -> patient.balance().compareTo(most) <= 0)
                    .orElse(true);
        }

        @Override
        public String code() {
            return "balance";
        }

        @Override
        public String sentence() {
            return "There is a balance on the account to settle before this visit is booked.";
        }

        @Override
        public String inWords() {
            return "a balance of " + most.toPlainString() + " at the most";
        }
    }

    record NoShows(int most, int months) implements Condition {
        private static final int DAYS_A_MONTH = 30;

        @Override
        public Aspect aspect() {
            return Aspect.NO_SHOWS;
        }

        @Override
        public boolean isMet(Booking booking) {
            Instant since = booking.now().minus((long) months * DAYS_A_MONTH, ChronoUnit.DAYS);
            return booking.patient()
                    .map(patient -> patient.noShows(since) <= most)
                    .orElse(true);
        }

        @Override
        public String code() {
            return "no-shows";
        }

        @Override
        public String sentence() {
            return "Because of visits that were missed, this one is booked with the practice.";
        }

        @Override
        public String inWords() {
            return "at most " + most + " missed visits in " + months + " months";
        }
    }

    /** @param services the types of visit that the rule names; all visits count, if it names none */
    record OpenVisits(int most, Set<String> services) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.OPEN_VISITS;
        }

        /** With the one that is to be booked. */
        @Override
        public boolean isMet(Booking booking) {
            return booking.patient()
                    .map(patient -> patient.openVisits(services) < most)
                    .orElse(true);
        }

        @Override
        public String code() {
            return "open-visits";
        }

        @Override
        public String sentence() {
            return most == 1
                    ? "There is such a visit to come already."
                    : "There are " + most + " visits to come already. After one of them the next can be booked.";
        }

        @Override
        public String inWords() {
            return "at most " + most + " to come at once";
        }
    }

    record Notice(Duration least) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.NOTICE;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.start()
                    .map(start -> !start.isBefore(booking.now().plus(least)))
                    .orElse(true);
        }

        @Override
        public String code() {
            return "too-soon";
        }

        @Override
        public String sentence() {
            return "This time is too soon to be booked here.";
        }

        @Override
        public String inWords() {
            return "at least " + Lengths.written(least) + " before it begins";
        }
    }

    record Ahead(Duration most) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.AHEAD;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.start()
                    .map(start -> !start.isAfter(booking.now().plus(most)))
                    .orElse(true);
        }

        @Override
        public String code() {
            return "too-far-ahead";
        }

        @Override
        public String sentence() {
            return "This time is too far ahead to be booked yet.";
        }

        @Override
        public String inWords() {
            return "at most " + Lengths.written(most) + " ahead";
        }
    }

    record ChangeUntil(Duration before) implements Condition {
        @Override
        public Aspect aspect() {
            return Aspect.CHANGE_UNTIL;
        }

        @Override
        public boolean isMet(Booking booking) {
            return booking.start()
                    .map(start -> !start.isBefore(booking.now().plus(before)))
                    .orElse(true);
        }

        @Override
        public String code() {
            return "cut-off";
        }

        @Override
        public String sentence() {
            return "This visit begins too soon to be changed here.";
        }

        @Override
        public String inWords() {
            return "changed until " + Lengths.written(before) + " before it begins";
        }
    }
}
