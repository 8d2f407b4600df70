package org.practicehub.server.flow;

import org.hl7.fhir.r4.model.CodeableConcept;

/** Names of the hub's own in resources of patient flow. */
final class Terms {
    /** Of a Task: which checklist it is, {@code check-in} or {@code check-out}. */
    static final String WORKFLOW = "urn:x-hub:workflow";

    /** Of a Task: which item of a checklist it is. */
    static final String ITEM = "urn:x-hub:checklist-item";

    /** Of a Task, in its business status: how an item was settled, where it was not simply done. */
    static final String OUTCOME = "urn:x-hub:checklist-outcome";

    /** Of an Appointment, in its cancelation reason: what HL7's code system has no code for. */
    static final String CANCELLATION = "urn:x-hub:cancelation-reason";

    static final String LEFT = "left-without-being-seen";

    /** Of an issue, in its details: why a visit does not move on. */
    static final String REFUSAL = "urn:x-hub:flow-refusal";

    /** How somebody came: HL7 table 0276. */
    static final String APPOINTMENT_REASON = "http://terminology.hl7.org/CodeSystem/v2-0276";

    private Terms() {}

    static CodeableConcept concept(String system, String code, String text) {
        CodeableConcept concept = new CodeableConcept().setText(text);
        concept.addCoding().setSystem(system).setCode(code).setDisplay(text);
        return concept;
    }
}
