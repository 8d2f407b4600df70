package org.practicehub.sample.message;

import static org.practicehub.sample.message.DataTypes.ce;
import static org.practicehub.sample.message.DataTypes.pl;
import static org.practicehub.sample.message.DataTypes.xcn;

import java.util.ArrayList;
import java.util.List;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Service;

/** RGS, AIS, AIL and AIP: what is done, where and by whom. The second field of each says whether it is new (table 0206). */
final class ResourceSegments {

    private static final String ADD = "A";
    private static final String DELETE = "D";
    private static final String UPDATE = "U";

    private final Practice practice;
    private final AppointmentSegments appointment;

    ResourceSegments(Practice practice, AppointmentSegments appointment) {
        this.practice = practice;
        this.appointment = appointment;
    }

    List<String> added(Booking booking) {
        return List.of(rgs(ADD), ais(booking, ADD), ail("1", booking, ADD), aip(booking, ADD));
    }

    List<String> unchanged(Booking booking) {
        return List.of(rgs(UPDATE), ais(booking, UPDATE), ail("1", booking, UPDATE), aip(booking, UPDATE));
    }

    /** The time changed, and perhaps the room: then the old one is taken away and the new one added. */
    List<String> moved(Booking before, Booking after) {
        if (before.site().equals(after.site()) && before.room().equals(after.room())) {
            return unchanged(after);
        }
        List<String> segments = new ArrayList<>();
        segments.add(rgs(UPDATE));
        segments.add(ais(after, UPDATE));
        segments.add(ail("1", before, DELETE));
        segments.add(ail("2", after, ADD));
        segments.add(aip(after, UPDATE));
        return segments;
    }

    private static String rgs(String action) {
        return new Segment("RGS")
                .set(1, "1") // RGS-1
                .set(2, action) // RGS-2
                .toString();
    }

    private String ais(Booking booking, String action) {
        Service service = practice.service(booking.service());
        return new Segment("AIS")
                .set(1, "1") // AIS-1
                .set(2, action) // AIS-2
                .set(3, ce(service.code(), service.display(), Authority.SERVICE)) // AIS-3
                .set(4, appointment.start(booking)) // AIS-4
                .set(7, String.valueOf(booking.minutes())) // AIS-7
                .set(8, ce("min", "minutes", "UCUM")) // AIS-8
                .set(10, AppointmentSegments.status(booking)) // AIS-10
                .toString();
    }

    private String ail(String set, Booking booking, String action) {
        return new Segment("AIL")
                .set(1, set) // AIL-1
                .set(2, action) // AIL-2
                .set(3, pl(booking.site(), booking.room())) // AIL-3
                .set(6, appointment.start(booking)) // AIL-6
                .set(9, String.valueOf(booking.minutes())) // AIL-9
                .set(10, ce("min", "minutes", "UCUM")) // AIL-10
                .set(12, AppointmentSegments.status(booking)) // AIL-12
                .toString();
    }

    private String aip(Booking booking, String action) {
        return new Segment("AIP")
                .set(1, "1") // AIP-1
                .set(2, action) // AIP-2
                .set(3, xcn(practice.practitioner(booking.npi()))) // AIP-3
                .set(4, ce("AT", "Attending", "HL70443")) // AIP-4
                .set(6, appointment.start(booking)) // AIP-6
                .set(9, String.valueOf(booking.minutes())) // AIP-9
                .set(10, ce("min", "minutes", "UCUM")) // AIP-10
                .set(12, AppointmentSegments.status(booking)) // AIP-12
                .toString();
    }
}
