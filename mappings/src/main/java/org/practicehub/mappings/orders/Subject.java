package org.practicehub.mappings.orders;

import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Encounters;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * Whom an order or a result is about. Orders tell nothing new of patient and visit; a patient nobody knows is set up.
 *
 * @param number the first of the numbers the message has for the patient: it stays the same when patients are merged
 */
record Subject(Patient patient, String number, Optional<Reference> visit) {

    static Optional<Subject> of(Message message, Draft draft) {
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        patient.ifPresent(draft::about);
        return patient.map(
                known -> new Subject(known, number(message, draft), Encounters.reference(message, known, draft)));
    }

    /**
     * Whether an order or a report that the number leads to is this patient's. Written on, one of somebody else would take a
     * result into a wrong chart: then the message is held.
     */
    boolean owns(Reference subject, Place number, Draft draft) {
        boolean theirs = Patients.isOf(patient, subject, draft);
        if (!theirs) {
            draft.hold(Problem.error(
                    Code.CONTRADICTION,
                    number,
                    "The order with this number is another patient's. A person must say whose it is."));
        }
        return theirs;
    }

    Reference patientReference() {
        return new Reference(Draft.reference(patient));
    }

    private static String number(Message message, Draft draft) {
        return Patients.identity(message.one("PID"), draft).get(0).toString();
    }
}
