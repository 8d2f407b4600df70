package org.practicehub.sample.book;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** One appointment, in the practice's time. {@code slip} is by how many minutes what comes next runs late. */
public record Booking(
        String id,
        String mrn,
        String npi,
        String site,
        String room,
        String service,
        LocalDateTime start,
        int minutes,
        Status status,
        boolean confirmed,
        String origin,
        String reason,
        String note,
        String clerk,
        int slip) {

    /** How far an appointment has come. */
    public enum Status {
        /** In the book, not yet told to anybody. */
        PLANNED,
        BOOKED,
        ARRIVED,
        DONE,
        NO_SHOW,
        CANCELLED,
        MISTAKE
    }

    public LocalDateTime end() {
        return start.plusMinutes(minutes);
    }

    public LocalDate day() {
        return start.toLocalDate();
    }

    /** The number the appointment had when it was asked for (SCH-1), beside the one it was given (SCH-2). */
    public String placer() {
        return "R" + id.substring(1);
    }

    /** Whether it takes up the time of the practitioner, the room and the patient. */
    public boolean holdsTime() {
        return switch (status) {
            case PLANNED, BOOKED, ARRIVED, DONE -> true;
            case NO_SHOW, CANCELLED, MISTAKE -> false;
        };
    }

    public boolean overlaps(LocalDateTime from, LocalDateTime to) {
        return holdsTime() && start.isBefore(to) && end().isAfter(from);
    }

    public Booking with(Status changed) {
        return copy(mrn, site, room, start, changed, confirmed, slip);
    }

    public Booking withConfirmed(boolean changed) {
        return copy(mrn, site, room, start, status, changed, slip);
    }

    public Booking withMrn(String changed) {
        return copy(changed, site, room, start, status, confirmed, slip);
    }

    public Booking lateBy(int moreMinutes) {
        return copy(mrn, site, room, start, status, confirmed, slip + moreMinutes);
    }

    /** Moved to another time with the same practitioner; whoever had confirmed the old time has not confirmed this. */
    public Booking movedTo(Opening opening) {
        return copy(mrn, opening.site(), opening.room(), opening.start(), status, false, slip);
    }

    private Booking copy(String m, String s, String r, LocalDateTime at, Status st, boolean sure, int late) {
        return new Booking(id, m, npi, s, r, service, at, minutes, st, sure, origin, reason, note, clerk, late);
    }
}
