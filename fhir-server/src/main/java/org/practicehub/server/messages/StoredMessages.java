package org.practicehub.server.messages;

import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalReader;

/** The messages that operations are called on, and the refusals that are theirs alike. */
record StoredMessages(Feeds feeds, Journal journal, JournalReader reader) {

    JournalEntry entry(IdType id) {
        return reader.find(MessageHeaderProvider.number(id)).orElseThrow(() -> new ResourceNotFoundException(id));
    }

    /** The feed that a message came by, as it is configured now. */
    Feed feed(JournalEntry entry) {
        return feeds.named(entry.feed())
                .orElseThrow(() ->
                        refused(IssueType.NOTFOUND, "The feed that this message came by is no longer configured."));
    }

    /** The feed of a name that was given. */
    Feed feed(@Nullable PrimitiveType<String> name) {
        return Given.text(name)
                .flatMap(feeds::named)
                .orElseThrow(() -> refused(IssueType.NOTFOUND, "There is no feed of this name."));
    }

    byte[] bytes(JournalEntry entry) {
        return journal.bytes(entry.id());
    }

    Message message(JournalEntry entry) {
        if (Message.read(bytes(entry), feed(entry).charset()) instanceof Reading.Read read) {
            return read.message();
        }
        throw refused(IssueType.STRUCTURE, "What came is no HL7 v2 message.");
    }

    static UnprocessableEntityException refused(IssueType type, String why) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type).setDiagnostics(why);
        return new UnprocessableEntityException(why, outcome);
    }
}
