package org.practicehub.sample.message;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Reason;

/** SIU messages: the appointment book as it changes. */
public final class SiuMessages {

    private final Practice practice;
    private final VisitSegments visits;
    private final AppointmentSegments appointments;
    private final ResourceSegments resources;

    public SiuMessages(Practice practice, ZoneId zone) {
        this.practice = practice;
        this.visits = new VisitSegments(practice, zone);
        this.appointments = new AppointmentSegments(practice, zone);
        this.resources = new ResourceSegments(practice, appointments);
    }

    /** S12: a new appointment. */
    public String booked(Booking booking, Patient patient, Envelope envelope) {
        Reason how = practice.reason(Reason.Kind.NEW, booking.origin());
        return message("S12", booking, patient, how, resources.added(booking), envelope);
    }

    /** S13: another time. */
    public String rescheduled(Booking before, Booking after, Patient patient, Reason why, Envelope envelope) {
        return message("S13", after, patient, why, resources.moved(before, after), envelope);
    }

    /** S14: the patient has said they will come. */
    public String confirmed(Booking booking, Patient patient, Reason why, Envelope envelope) {
        return message("S14", booking, patient, why, resources.unchanged(booking), envelope);
    }

    /** S15: called off. */
    public String cancelled(Booking booking, Patient patient, Reason why, Envelope envelope) {
        return message("S15", booking, patient, why, resources.unchanged(booking), envelope);
    }

    /** S17: should never have been entered. */
    public String deleted(Booking booking, Patient patient, Reason why, Envelope envelope) {
        return message("S17", booking, patient, why, resources.unchanged(booking), envelope);
    }

    /** S26: the patient did not come. */
    public String missed(Booking booking, Patient patient, Reason why, Envelope envelope) {
        return message("S26", booking, patient, why, resources.unchanged(booking), envelope);
    }

    private String message(
            String event, Booking booking, Patient patient, Reason why, List<String> resources, Envelope envelope) {
        List<String> segments = Stream.of(
                        Stream.of(
                                HeaderSegments.msh("SIU", event, "SIU_S12", envelope),
                                appointments.sch(booking, why, envelope),
                                appointments.tq1(booking)),
                        AppointmentSegments.nte(booking),
                        Stream.of(
                                PatientSegments.pid(patient),
                                PatientSegments.pd1(practice.practitioner(patient.pcp())),
                                visits.expected(booking)),
                        resources.stream())
                .flatMap(group -> group)
                .toList();
        return String.join("\r", segments) + "\r";
    }
}
