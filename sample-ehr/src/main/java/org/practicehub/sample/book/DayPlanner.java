package org.practicehub.sample.book;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Service;

/** Fills a day of the book the way the telephone fills it: nearly full today, half full in four days, open after that. */
public final class DayPlanner {

    private static final int STEP_MINUTES = 20;
    private static final List<String> ORIGINS = List.of("PHONE", "PHONE", "DESK", "DESK", "ONLINE");

    private final Roster roster;
    private final Panel panel;
    private final Clerk clerk;

    public DayPlanner(Roster roster, Panel panel, Clerk clerk) {
        this.roster = roster;
        this.panel = panel;
        this.clerk = clerk;
    }

    /**
     * New bookings that bring a day to what it should hold today.
     *
     * @param filledOn the day on which this day was last filled; null if never
     */
    public List<Booking> fill(LocalDate day, LocalDate today, @Nullable LocalDate filledOn, Diary diary, Dice dice) {
        double wanted = share(today, day);
        double had = filledOn == null ? 0 : share(filledOn, day);
        double chance = Math.max(0, (wanted - had) / (1 - had));
        double confirmed = confirmedShare(today, day);
        List<Booking> added = new ArrayList<>();
        for (Session session : roster.sessions(day, today)) {
            added.addAll(fill(session, chance, confirmed, diary, dice));
        }
        return added;
    }

    private List<Booking> fill(Session session, double chance, double confirmed, Diary diary, Dice dice) {
        List<Booking> added = new ArrayList<>();
        Patient previous = null;
        LocalDateTime at = session.from();
        while (at.isBefore(session.to())) {
            Optional<Booking> next = diary.nextOf(session.npi(), at);
            if (next.isPresent() && !next.get().start().isAfter(at)) {
                at = next.get().end();
                continue;
            }
            LocalDateTime until = next.map(Booking::start).orElse(session.to());
            Optional<Patient> patient = dice.chance(chance)
                    ? panel.choose(session.npi(), at.toLocalDate(), diary, previous, dice)
                    : Optional.empty();
            Optional<Booking> booking = Optional.empty();
            if (patient.isPresent()) {
                booking = book(session, patient.get(), at, until, confirmed, diary, dice);
            }
            booking.ifPresent(diary::add);
            booking.ifPresent(added::add);
            previous = booking.isPresent() ? patient.orElse(null) : null;
            at = booking.map(Booking::end).orElse(at.plusMinutes(STEP_MINUTES));
        }
        return added;
    }

    private Optional<Booking> book(
            Session session,
            Patient patient,
            LocalDateTime at,
            LocalDateTime until,
            double confirmed,
            Diary diary,
            Dice dice) {
        int minutes = (int) Duration.between(at, until).toMinutes();
        Optional<Service> service = panel.service(patient, at.toLocalDate(), diary, minutes, dice);
        return service.flatMap(s -> diary.opening(session, s, at)
                .map(opening -> clerk.book(patient, s, opening, dice.pick(ORIGINS), confirmed, dice)));
    }

    /** How much of a day is booked, seen from another day before it. */
    private static double share(LocalDate from, LocalDate day) {
        long lead = ChronoUnit.DAYS.between(from, day);
        return Math.max(0.1, 0.84 - 0.09 * lead);
    }

    /** Reminders go out three days ahead, so most of today's patients have answered and next week's have not. */
    private static double confirmedShare(LocalDate from, LocalDate day) {
        long lead = ChronoUnit.DAYS.between(from, day);
        if (lead <= 1) {
            return 0.7;
        }
        return lead <= 3 ? 0.4 : 0.08;
    }
}
