package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.record.Draft;

/** The visits that messages other than ADT name. They set none up: what a visit is, only ADT tells. */
public final class Encounters {

    private Encounters() {}

    /** PV1-19 → the patient's visit of this number, if the record has it. */
    public static Optional<Reference> reference(Message message, Patient patient, Draft draft) {
        return message.optional("PV1")
                .flatMap(pv1 -> Identifiers.token(pv1.field(19), "VN", draft.feed())) // PV1-19
                .flatMap(token -> draft.find(Encounter.class, List.of(token)).stream()
                        .filter(encounter -> Patients.isOf(patient, encounter.getSubject(), draft))
                        .findFirst())
                .map(encounter -> Successors.last(encounter, draft))
                .map(encounter -> new Reference(Draft.reference(encounter)));
    }
}
