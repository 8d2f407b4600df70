package org.practicehub.server.clients;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What is wrong with a registration, each told with the parameter that it stands in. */
final class Mistakes {
    private static final Pattern PLACE = Pattern.compile("([a-z-]+)(\\[\\d+])?");

    private final OperationOutcome told = new OperationOutcome();

    /** @param place the parameter, {@code launch}, or one of several of a name, {@code redirects[1]} */
    void add(String place, String text) {
        told.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.INVALID)
                .setDiagnostics(text)
                .addExpression(expression(place));
    }

    private static String expression(String place) {
        Matcher parts = PLACE.matcher(place);
        return parts.matches()
                ? "Parameters.parameter.where(name='" + parts.group(1) + "')"
                        + (parts.group(2) == null ? "" : parts.group(2)) + ".value"
                : "Parameters.parameter";
    }

    /**
     * Does nothing where nothing is wrong.
     *
     * @throws UnprocessableEntityException with all that is
     */
    void refuse() {
        if (told.hasIssue()) {
            throw new UnprocessableEntityException("registration", told);
        }
    }
}
