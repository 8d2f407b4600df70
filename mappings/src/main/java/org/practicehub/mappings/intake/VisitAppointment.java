package org.practicehub.mappings.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;

/** The appointment a visit is for: found, linked, and taken along as the visit goes on (5.1, A04, A03, A11, A13). */
final class VisitAppointment {

    private static final Set<AppointmentStatus> NOT_YET_THERE = EnumSet.of(
            AppointmentStatus.PROPOSED,
            AppointmentStatus.PENDING,
            AppointmentStatus.BOOKED,
            AppointmentStatus.WAITLIST,
            AppointmentStatus.NOSHOW);
    private static final Set<AppointmentStatus> THERE =
            EnumSet.of(AppointmentStatus.ARRIVED, AppointmentStatus.CHECKEDIN);

    private final Visit visit;
    private final Draft draft;

    VisitAppointment(Visit visit, Draft draft) {
        this.visit = visit;
        this.draft = draft;
    }

    /** Links the visit with its appointment, unless it is linked already. */
    void link() {
        if (!visit.encounter().hasAppointment()) {
            new AppointmentSearch(visit.pv1(), draft)
                    .find(visit.patient())
                    .map(Draft::reference)
                    .ifPresent(found -> visit.encounter().addAppointment(new Reference(found)));
        }
    }

    /** A04. */
    void arrived() {
        move(NOT_YET_THERE, AppointmentStatus.ARRIVED);
    }

    /** A03. */
    void fulfilled() {
        move(NOT_YET_THERE, AppointmentStatus.FULFILLED);
        move(THERE, AppointmentStatus.FULFILLED);
    }

    /** A11. */
    void booked() {
        move(THERE, AppointmentStatus.BOOKED);
    }

    /** A13. */
    void arrivedAgain() {
        move(EnumSet.of(AppointmentStatus.FULFILLED), AppointmentStatus.ARRIVED);
    }

    private void move(Set<AppointmentStatus> from, AppointmentStatus to) {
        for (Reference reference : List.copyOf(visit.encounter().getAppointment())) {
            Optional<Appointment> linked =
                    Optional.ofNullable(reference.getReference()).flatMap(held -> draft.read(Appointment.class, held));
            linked.ifPresent(draft::about);
            linked.flatMap(draft::edit)
                    .filter(appointment -> from.contains(appointment.getStatus()))
                    .ifPresent(appointment -> appointment.setStatus(to));
        }
    }
}
