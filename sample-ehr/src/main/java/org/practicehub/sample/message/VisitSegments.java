package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.cx;
import static org.practicehub.sample.message.DataTypes.pl;
import static org.practicehub.sample.message.DataTypes.xcn;

import java.time.Instant;
import java.time.ZoneId;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.practice.Practice;

/** PV1 and PV2: the visit, or that there is none. */
final class VisitSegments {

    private static final String OUTPATIENT = "O";
    private static final String DISCHARGED_HOME = "01";

    private final Practice practice;
    private final ZoneId zone;

    VisitSegments(Practice practice, ZoneId zone) {
        this.practice = practice;
        this.zone = zone;
    }

    /** A person is told about, not a visit: PV1-2 N, "not applicable" (chapter 3, events A28 and A31). */
    static String noVisit() {
        return new Segment("PV1")
                .set(1, "1") // PV1-1
                .set(2, "N") // PV1-2
                .toString();
    }

    /** What an appointment says of the visit to come. */
    String expected(Booking booking) {
        return new Segment("PV1")
                .set(1, "1") // PV1-1
                .set(2, OUTPATIENT) // PV1-2
                .set(3, pl(booking.site(), booking.room())) // PV1-3
                .set(7, xcn(practice.practitioner(booking.npi()))) // PV1-7
                .toString();
    }

    String pv1(Visit visit, Booking booking) {
        String waiting = practice.waitingRoom(visit.site());
        boolean movedOn = !visit.room().equals(waiting);
        boolean ended = visit.status() == Visit.Status.ENDED;
        return new Segment("PV1")
                .set(1, "1") // PV1-1
                .set(2, OUTPATIENT) // PV1-2
                .set(3, pl(visit.site(), visit.room())) // PV1-3
                .set(6, movedOn ? pl(visit.site(), waiting) : Field.EMPTY) // PV1-6
                .set(7, xcn(practice.practitioner(booking.npi()))) // PV1-7
                .set(19, cx(visit.number(), Authority.VISIT, "VN")) // PV1-19
                .set(36, ended ? DISCHARGED_HOME : "") // PV1-36
                .set(44, at(visit.arrivedAt())) // PV1-44
                .set(45, visit.endedAt() == null ? "" : at(visit.endedAt())) // PV1-45
                // The appointment this visit came from: with two appointments on one day nothing else tells.
                .set(50, cx(booking.id(), Authority.APPOINTMENT, "FILL")) // PV1-50
                .toString();
    }

    String pv2(Booking booking) {
        return new Segment("PV2")
                .set(3, Field.of("", booking.reason())) // PV2-3
                .set(8, Stamp.seconds(booking.start().atZone(zone))) // PV2-8
                .toString();
    }

    private String at(Instant time) {
        return Stamp.seconds(time.atZone(zone));
    }
}
