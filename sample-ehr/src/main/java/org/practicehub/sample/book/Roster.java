package org.practicehub.sample.book;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Shift;

/** When the practice is open and who is where: weekdays 8 to 17 with a lunch break, a clinic on Saturday morning. */
public final class Roster {

    private final Practice practice;

    public Roster(Practice practice) {
        this.practice = practice;
    }

    /**
     * Who works on a day. On a day on which the practice would be closed, today still has the Saturday clinic: whoever
     * starts the demo on a Sunday or on Thanksgiving wants to see a day.
     */
    public List<Session> sessions(LocalDate day, LocalDate today) {
        DayOfWeek weekday = day.getDayOfWeek();
        if (Closures.isClosed(day)) {
            if (!day.equals(today)) {
                return List.of();
            }
            weekday = DayOfWeek.SATURDAY;
        }
        DayOfWeek as = weekday;
        return practice.shifts().stream()
                .filter(shift -> shift.weekday() == as)
                .map(shift -> session(shift, day))
                .toList();
    }

    private Session session(Shift shift, LocalDate day) {
        if (shift.weekday() == DayOfWeek.SATURDAY) {
            return new Session(shift.npi(), shift.site(), day.atTime(9, 0), day.atTime(13, 0));
        }
        LocalTime lunch = lunch(shift.npi());
        return switch (shift.half()) {
            case AM -> new Session(shift.npi(), shift.site(), day.atTime(8, 0), day.atTime(lunch));
            case PM -> new Session(shift.npi(), shift.site(), day.atTime(lunch.plusHours(1)), day.atTime(17, 0));
        };
    }

    /** Half of the practitioners eat at noon and half later, so that somebody is always there. */
    private LocalTime lunch(String npi) {
        int place = practice.practitioners().indexOf(practice.practitioner(npi));
        return place % 2 == 0 ? LocalTime.NOON : LocalTime.of(12, 30);
    }
}
