package org.practicehub.sample.book;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Room;
import org.practicehub.sample.practice.Service;

/** The bookings seen by time: who and what is free when. Nobody and no room is ever in two bookings at once. */
public final class Diary {

    private final Practice practice;
    private final UnaryOperator<String> person;
    private final Map<LocalDate, List<Booking>> days = new HashMap<>();
    private final Map<LocalDate, Set<String>> comers = new HashMap<>();
    private final Map<String, Integer> visitsOf = new HashMap<>();

    /** @param person the number that stands for a person of whom there is more than one */
    public Diary(Practice practice, Collection<Booking> bookings, UnaryOperator<String> person) {
        this.practice = practice;
        this.person = person;
        bookings.forEach(this::add);
    }

    public void add(Booking booking) {
        if (booking.holdsTime()) {
            days.computeIfAbsent(booking.day(), day -> new ArrayList<>()).add(booking);
            String comer = person.apply(booking.mrn());
            comers.computeIfAbsent(booking.day(), day -> new HashSet<>()).add(comer);
            visitsOf.merge(comer, 1, Integer::sum);
        }
    }

    private Stream<Booking> on(LocalDate day) {
        return days.getOrDefault(day, List.of()).stream();
    }

    /** How many visits a patient has in the whole book. */
    public int visitsOf(String mrn) {
        return visitsOf.getOrDefault(person.apply(mrn), 0);
    }

    public boolean comesOn(LocalDate day, String mrn) {
        return comers.getOrDefault(day, Set.of()).contains(person.apply(mrn));
    }

    /** The first booking of a practitioner on the day of a time that ends after that time. */
    Optional<Booking> nextOf(String npi, LocalDateTime after) {
        return on(after.toLocalDate())
                .filter(b -> b.npi().equals(npi) && b.end().isAfter(after))
                .min(Comparator.comparing(Booking::start));
    }

    public Optional<Opening> opening(Session session, Service service, LocalDateTime start) {
        LocalDateTime end = start.plusMinutes(service.minutes());
        boolean practitionerFree =
                on(start.toLocalDate()).noneMatch(b -> b.npi().equals(session.npi()) && b.overlaps(start, end));
        if (!practitionerFree || start.isBefore(session.from()) || end.isAfter(session.to())) {
            return Optional.empty();
        }
        return room(session, service, start, end).map(room -> new Opening(session.npi(), session.site(), room, start));
    }

    /** A free room: the procedure room for procedures, else the one this practitioner used last, else any. */
    private Optional<String> room(Session session, Service service, LocalDateTime start, LocalDateTime end) {
        List<String> free = practice.examRooms(session.site()).stream()
                .map(Room::code)
                .filter(room -> on(start.toLocalDate())
                        .noneMatch(b ->
                                b.site().equals(session.site()) && b.room().equals(room) && b.overlaps(start, end)))
                .toList();
        Optional<String> usual = on(start.toLocalDate())
                .filter(b -> b.npi().equals(session.npi()) && b.site().equals(session.site()))
                .filter(b -> !b.start().isAfter(start))
                .max(Comparator.comparing(Booking::start))
                .map(Booking::room);
        Comparator<String> byUse = Comparator.comparing(room -> isProcedureRoom(room) != service.needsProcedureRoom());
        return free.stream()
                .min(byUse.thenComparing(room -> !usual.filter(room::equals).isPresent()));
    }

    private static boolean isProcedureRoom(String room) {
        return room.startsWith("PROC");
    }
}
