package org.practicehub.mappings.problem;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;

/** How bad a problem is, in the words of HL7 table 0516 and of FHIR. */
public enum Severity {
    ERROR("E", IssueSeverity.ERROR),
    WARNING("W", IssueSeverity.WARNING),
    INFORMATION("I", IssueSeverity.INFORMATION);

    private final String hl7;
    private final IssueSeverity fhir;

    Severity(String hl7, IssueSeverity fhir) {
        this.hl7 = hl7;
        this.fhir = fhir;
    }

    /** ERR-4. */
    public String hl7() {
        return hl7;
    }

    /** OperationOutcome.issue.severity. */
    public IssueSeverity fhir() {
        return fhir;
    }
}
