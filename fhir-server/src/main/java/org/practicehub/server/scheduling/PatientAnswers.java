package org.practicehub.server.scheduling;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.FhirStore.Unit;

/** What a patient has said about a visit of theirs, carried out as {@code $confirm} and {@code $cancel} do (S3, S5). */
public final class PatientAnswers {
    private static final String REASON = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    private final Desk desk;

    PatientAnswers(Desk desk) {
        this.desk = desk;
    }

    /** The patient comes. Said again, it changes nothing; false when the visit is not booked any more. */
    public boolean confirm(String appointment, Unit unit) {
        Optional<Appointment> met = booked(appointment, unit);
        met.filter(one -> !one.hasExtension(Terms.CONFIRMED)).ifPresent(one -> desk.confirm(one, unit));
        return met.isPresent();
    }

    /** The patient does not come: the time is free at once. False when the visit is not booked any more. */
    public boolean cancel(String appointment, Unit unit) {
        Optional<Appointment> met = booked(appointment, unit);
        met.ifPresent(one -> desk.cancel(
                one, new CodeableConcept().addCoding(new Coding(REASON, "pat", "Patient")), Optional.empty(), unit));
        return met.isPresent();
    }

    private static Optional<Appointment> booked(String appointment, Unit unit) {
        return unit.resources()
                .read(ResourceType.Appointment, appointment)
                .map(Appointment.class::cast)
                .filter(one -> one.getStatus() == AppointmentStatus.BOOKED);
    }
}
