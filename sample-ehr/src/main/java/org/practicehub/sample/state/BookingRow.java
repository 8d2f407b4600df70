package org.practicehub.sample.state;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.table.Row;

/** Bookings and visits to and from lines of the ledger. */
final class BookingRow {

    private BookingRow() {}

    static Map<String, String> write(Booking booking) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", booking.id());
        row.put("mrn", booking.mrn());
        row.put("npi", booking.npi());
        row.put("site", booking.site());
        row.put("room", booking.room());
        row.put("service", booking.service());
        row.put("start", booking.start().toString());
        row.put("minutes", String.valueOf(booking.minutes()));
        row.put("status", booking.status().name());
        row.put("confirmed", booking.confirmed() ? "yes" : "");
        row.put("origin", booking.origin());
        row.put("reason", booking.reason());
        row.put("note", booking.note());
        row.put("clerk", booking.clerk());
        row.put("slip", String.valueOf(booking.slip()));
        return row;
    }

    static Booking booking(Row row) {
        return new Booking(
                row.required("id"),
                row.required("mrn"),
                row.required("npi"),
                row.required("site"),
                row.required("room"),
                row.required("service"),
                LocalDateTime.parse(row.required("start")),
                row.number("minutes"),
                Booking.Status.valueOf(row.required("status")),
                row.has("confirmed"),
                row.required("origin"),
                row.text("reason"),
                row.text("note"),
                row.required("clerk"),
                row.number("slip"));
    }

    static Map<String, String> write(Visit visit) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("number", visit.number());
        row.put("booking", visit.booking());
        row.put("status", visit.status().name());
        row.put("site", visit.site());
        row.put("room", visit.room());
        row.put("arrived", visit.arrivedAt().toString());
        row.put("ended", visit.endedAt() == null ? "" : visit.endedAt().toString());
        return row;
    }

    static Visit visit(Row row) {
        return new Visit(
                row.required("number"),
                row.required("booking"),
                Visit.Status.valueOf(row.required("status")),
                row.required("site"),
                row.required("room"),
                Instant.parse(row.required("arrived")),
                row.has("ended") ? Instant.parse(row.text("ended")) : null);
    }
}
