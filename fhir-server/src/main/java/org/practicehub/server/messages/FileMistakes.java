package org.practicehub.server.messages;

import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.util.List;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.routes.feeds.CannotPublish;

/** Mistakes in configuration files as an OperationOutcome, with FHIR's extensions for line and column. */
final class FileMistakes {
    private static final String LINE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line";
    private static final String COLUMN = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col";

    private FileMistakes() {}

    /** A change of a feed's files. */
    interface Change<T> {
        T make() throws FeedsRefused, CannotPublish, IOException;
    }

    /** Makes it, or answers why it was not made. */
    static <T> T answering(Change<T> change) {
        try {
            return change.make();
        } catch (FeedsRefused refused) {
            throw new UnprocessableEntityException("The hub would not take on this file.", of(refused.errors()));
        } catch (CannotPublish e) {
            throw StoredMessages.refused(IssueType.CONFLICT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new InternalErrorException("The feeds' files cannot be read.", e);
        }
    }

    static OperationOutcome of(List<ConfigurationError> mistakes) {
        OperationOutcome outcome = new OperationOutcome();
        mistakes.forEach(mistake -> {
            var issue = outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.INVALID)
                    .setDiagnostics(mistake.text())
                    .addExpression(mistake.file());
            issue.addExtension(LINE, new IntegerType(mistake.line()));
            issue.addExtension(COLUMN, new IntegerType(mistake.column()));
        });
        return outcome;
    }
}
