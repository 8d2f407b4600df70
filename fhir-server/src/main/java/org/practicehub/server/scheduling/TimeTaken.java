package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Somebody else has the time: HTTP 409, and nothing is written. */
final class TimeTaken extends ResourceVersionConflictException {
    private static final long serialVersionUID = 1;

    private final String owner;
    private final boolean byAll;

    /** @param owner whose time it is, as {@code Practitioner/x} or {@code Location/x} */
    TimeTaken(String owner) {
        this(owner, false);
    }

    private TimeTaken(String owner, boolean byAll) {
        super("The time is taken.", outcome(owner));
        this.owner = owner;
        this.byAll = byAll;
    }

    /** Of all who could be there none is free; it is about the type of visit that needs one. */
    static TimeTaken byAll(String service) {
        return new TimeTaken(service, true);
    }

    /** Whether nobody else could be there instead. */
    boolean isByAll() {
        return byAll;
    }

    String owner() {
        return owner;
    }

    private static OperationOutcome outcome(String owner) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.CONFLICT)
                .setDiagnostics("The time is taken: " + owner + ".");
        return outcome;
    }
}
