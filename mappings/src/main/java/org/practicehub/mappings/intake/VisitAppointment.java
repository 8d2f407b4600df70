package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Draft;

/** The appointment a visit is for: found, linked, and taken along as the visit goes on (5.1, A04, A03, A11, A13). */
final class VisitAppointment {

    private static final Set<AppointmentStatus> NOT_YET_THERE = Set.of(
            AppointmentStatus.PROPOSED,
            AppointmentStatus.PENDING,
            AppointmentStatus.BOOKED,
            AppointmentStatus.WAITLIST,
            AppointmentStatus.NOSHOW);
    private static final Set<AppointmentStatus> THERE = Set.of(AppointmentStatus.ARRIVED, AppointmentStatus.CHECKEDIN);

    private final Message message;
    private final Segment pv1;
    private final Draft draft;

    VisitAppointment(Message message, Segment pv1, Draft draft) {
        this.message = message;
        this.pv1 = pv1;
        this.draft = draft;
    }

    /** Links the visit with its appointment, unless it is linked already. */
    void link(Encounter encounter, Patient patient) {
        if (!encounter.hasAppointment()) {
            new AppointmentSearch(pv1, draft)
                    .find(patient)
                    .ifPresent(appointment -> encounter.addAppointment(new Reference(Draft.reference(appointment))));
        }
    }

    /** A04. */
    void arrived(Encounter encounter) {
        move(encounter, NOT_YET_THERE, AppointmentStatus.ARRIVED);
    }

    /** A03. */
    void fulfilled(Encounter encounter) {
        move(encounter, NOT_YET_THERE, AppointmentStatus.FULFILLED);
        move(encounter, THERE, AppointmentStatus.FULFILLED);
    }

    /** A11. */
    void booked(Encounter encounter) {
        move(encounter, THERE, AppointmentStatus.BOOKED);
    }

    /** A13. */
    void arrivedAgain(Encounter encounter) {
        move(encounter, Set.of(AppointmentStatus.FULFILLED), AppointmentStatus.ARRIVED);
    }

    private void move(Encounter encounter, Set<AppointmentStatus> from, AppointmentStatus to) {
        Consumer<Appointment> move = appointment -> {
            if (from.contains(appointment.getStatus())) {
                appointment.setStatus(to);
            }
        };
        for (Reference reference : List.copyOf(encounter.getAppointment())) {
            Optional<Appointment> linked =
                    Optional.ofNullable(reference.getReference()).flatMap(held -> draft.read(Appointment.class, held));
            linked.ifPresent(draft::about);
            linked.flatMap(draft::edit).ifPresent(move);
        }
    }
}
