package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.ce;
import static org.practicehub.sample.message.DataTypes.ei;
import static org.practicehub.sample.message.DataTypes.xcn;

import java.time.ZoneId;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Service;

/** SCH, TQ1 and NTE: the appointment itself. */
final class AppointmentSegments {

    private final Practice practice;
    private final ZoneId zone;

    AppointmentSegments(Practice practice, ZoneId zone) {
        this.practice = practice;
        this.zone = zone;
    }

    String sch(Booking booking, Reason why, Envelope envelope) {
        Service service = practice.service(booking.service());
        return new Segment("SCH")
                .set(1, ei(booking.placer(), Authority.PLACER)) // SCH-1
                .set(2, ei(booking.id(), Authority.APPOINTMENT)) // SCH-2
                .set(6, ce(why.code(), why.text(), Authority.REASON)) // SCH-6
                .set(7, reason(booking, service)) // SCH-7
                .set(8, ce(service.code(), service.display(), Authority.SERVICE)) // SCH-8
                .set(9, String.valueOf(booking.minutes())) // SCH-9
                .set(10, ce("min", "minutes", "UCUM")) // SCH-10
                .set(11, Field.of("", "", "M" + booking.minutes(), start(booking), end(booking))) // SCH-11
                .set(16, xcn(practice.staff(booking.clerk()))) // SCH-16
                .set(20, xcn(envelope.operator())) // SCH-20
                .set(25, status(booking)) // SCH-25
                .toString();
    }

    /** The patient's own words first, then what table 0276 calls it. */
    private static Field reason(Booking booking, Service service) {
        String words =
                switch (service.reasonCode()) {
                    case "CHECKUP" -> "A routine check-up, such as an annual physical";
                    case "FOLLOWUP" -> "A follow up visit from a previous appointment";
                    default -> "Routine appointment - default if not valued";
                };
        String code = booking.origin().equals("WALKIN") ? "WALKIN" : service.reasonCode();
        String display = code.equals("WALKIN") ? "A previously unscheduled walk-in visit" : words;
        return Field.of("", booking.reason(), "", code, display, "HL70276");
    }

    /** Table 0278, but for what it has no word for: that the patient has said they will come. */
    static Field status(Booking booking) {
        return switch (booking.status()) {
            case PLANNED, BOOKED ->
                booking.confirmed()
                        ? ce("Confirmed", "Confirmed by the patient", Authority.STATUS)
                        : ce("Booked", "Booked", "HL70278");
            case ARRIVED -> ce("Started", "Started", "HL70278");
            case DONE -> ce("Complete", "Complete", "HL70278");
            case NO_SHOW -> ce("Noshow", "No show", "HL70278");
            case CANCELLED -> ce("Cancelled", "Cancelled", "HL70278");
            case MISTAKE -> ce("Deleted", "Deleted", "HL70278");
        };
    }

    String tq1(Booking booking) {
        Field duration = Field.of(Field.text(String.valueOf(booking.minutes())), Field.parts("min", "minutes", "UCUM"));
        return new Segment("TQ1")
                .set(1, "1") // TQ1-1
                .set(6, duration) // TQ1-6
                .set(7, start(booking)) // TQ1-7
                .set(8, end(booking)) // TQ1-8
                .toString();
    }

    static Stream<String> nte(Booking booking) {
        return Stream.of(booking.note()).filter(note -> !note.isEmpty()).map(note -> new Segment("NTE")
                .set(1, "1") // NTE-1
                .set(2, "L") // NTE-2
                .set(3, note) // NTE-3
                .toString());
    }

    String start(Booking booking) {
        return Stamp.seconds(booking.start().atZone(zone));
    }

    private String end(Booking booking) {
        return Stamp.seconds(booking.end().atZone(zone));
    }
}
