package org.practicehub.mappings.intake;

import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;

/** What a message tells of a patient's health beside who and where they are: DG1, PR1 and OBX. */
final class Findings {

    private Findings() {}

    /**
     * @param visit in work, in which it was found; empty for what is told of a person apart from any visit
     */
    static void apply(Message message, Patient patient, Optional<Encounter> visit, Draft draft) {
        new Diagnoses(patient, visit, draft).apply(message); // DG1
        new Procedures(patient, visit, draft).apply(message); // PR1
        Observations.apply(message, patient, visit, draft); // OBX
    }
}
