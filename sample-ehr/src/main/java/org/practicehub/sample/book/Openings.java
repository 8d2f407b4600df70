package org.practicehub.sample.book;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.practice.Service;

/** Finds a time for an appointment, as a clerk does who looks through the coming days. */
public final class Openings {

    private static final int GRID_MINUTES = 10;

    private final Roster roster;
    private final Diary diary;
    private final LocalDate today;

    public Openings(Roster roster, Diary diary, LocalDate today) {
        this.roster = roster;
        this.diary = diary;
        this.today = today;
    }

    /** A time with one practitioner after {@code earliest}, on a day on which the patient does not come anyway. */
    public Optional<Opening> find(
            String mrn, String npi, Service service, LocalDateTime earliest, LocalDate last, Dice dice) {
        List<LocalDate> days = new ArrayList<>(
                earliest.toLocalDate().datesUntil(last.plusDays(1)).toList());
        while (!days.isEmpty()) {
            LocalDate day = days.remove(dice.between(0, days.size() - 1));
            List<Opening> free = diary.comesOn(day, mrn) ? List.of() : openings(day, npi, service, earliest);
            if (!free.isEmpty()) {
                return Optional.of(dice.pick(free));
            }
        }
        return Optional.empty();
    }

    private List<Opening> openings(LocalDate day, String npi, Service service, LocalDateTime earliest) {
        return roster.sessions(day, today).stream()
                .filter(session -> session.npi().equals(npi))
                .flatMap(session -> times(session, service, earliest).stream()
                        .flatMap(start -> diary.opening(session, service, start).stream()))
                .toList();
    }

    private static List<LocalDateTime> times(Session session, Service service, LocalDateTime earliest) {
        List<LocalDateTime> times = new ArrayList<>();
        LocalDateTime last = session.to().minusMinutes(service.minutes());
        for (LocalDateTime at = session.from(); !at.isAfter(last); at = at.plusMinutes(GRID_MINUTES)) {
            if (at.isAfter(earliest)) {
                times.add(at);
            }
        }
        return times;
    }
}
