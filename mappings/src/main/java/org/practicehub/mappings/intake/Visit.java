package org.practicehub.mappings.intake;

import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.household.Household;

/** A visit in work: the segment that tells of it, and the Encounter to write on. */
record Visit(Segment pv1, Household household, Encounter encounter) {

    Patient patient() {
        return household.patient();
    }
}
