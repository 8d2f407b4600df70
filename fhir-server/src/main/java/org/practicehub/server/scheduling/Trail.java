package org.practicehub.server.scheduling;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Change;
import org.practicehub.server.access.Authorship;

/** Who moved a visit on, and why (practice.md, TRAIL). */
final class Trail {

    private Trail() {}

    static Change of(Appointment appointment, String activity, Optional<String> why, Instant at) {
        Provenance provenance = new Provenance();
        provenance.setId("Provenance/" + UUID.randomUUID());
        provenance.addTarget(
                new Reference("Appointment/" + appointment.getIdElement().getIdPart()));
        provenance.setRecorded(Date.from(at));
        provenance.setActivity(new CodeableConcept().setText(activity));
        why.ifPresent(reason -> provenance.addReason(new CodeableConcept().setText(reason)));
        provenance.addAgent().setWho(Authorship.reference("Practice Hub"));
        return new Change(provenance, Optional.empty());
    }
}
