package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.problem.Severity;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.journal.Rework.Decision;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.tasks.MessageTasks;
import org.practicehub.server.access.Authorship;

/** What a person does with a message: look into it, try it again, correct it, decide that it shall have no effect. */
public final class MessageOperations {
    private final StoredMessages messages;
    private final Rework rework;
    private final Intake intake;
    private final Dispatcher dispatcher;
    private final FhirStore store;
    private final MessageChanges changes;
    private final Clock clock;

    MessageOperations(
            StoredMessages messages,
            Rework rework,
            Intake intake,
            Dispatcher dispatcher,
            FhirStore store,
            MessageChanges changes,
            Clock clock) {
        this.messages = messages;
        this.rework = rework;
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.store = store;
        this.changes = changes;
        this.clock = clock;
    }

    /** The message as text, and cut into segments and fields with the names of HL7 v2.8.1. */
    @Operation(name = "$segments", type = MessageHeader.class, idempotent = true)
    public Parameters segments(@IdParam IdType id) {
        JournalEntry entry = messages.entry(id);
        return MessageSegments.of(messages.bytes(entry), messages.feed(entry).charset());
    }

    /** What the message changed, element by element. */
    @Operation(name = "$changes", type = MessageHeader.class, idempotent = true)
    public Parameters changes(@IdParam IdType id) {
        JournalEntry entry = messages.entry(id);
        return changes.of(messages.reader().changes(List.of(entry.id())).getOrDefault(entry.id(), List.of()));
    }

    /** Tries a held message again, or sends one that its receiver refused. */
    @Operation(name = "$retry", type = MessageHeader.class)
    public MessageHeader retry(@IdParam IdType id) {
        return messages.entry(id).isOut()
                ? send(id)
                : putBack(id, rework::retry, "Only a held message can be tried again.");
    }

    /** Works a message off again; where nothing changed since, nothing changes (G16). One that left is sent again (G27). */
    @Operation(name = "$replay", type = MessageHeader.class)
    public MessageHeader replay(@IdParam IdType id) {
        return messages.entry(id).isOut()
                ? send(id)
                : putBack(id, rework::replay, "A message can be replayed when it has been settled.");
    }

    private MessageHeader send(IdType id) {
        JournalEntry entry = messages.entry(id);
        if (!rework.send(entry.id())) {
            throw StoredMessages.refused(IssueType.CONFLICT, "The message has not left yet.");
        }
        return show(entry.id());
    }

    /** Decides that a held message shall have no effect, or that one does not leave; messages that wait for it go on. */
    @Operation(name = "$skip", type = MessageHeader.class)
    public MessageHeader skip(@IdParam IdType id, @OperationParam(name = "reason") @Nullable StringType reason) {
        JournalEntry entry = messages.entry(id);
        store.unit(unit -> {
            if (!rework.skip(entry.id(), decision(reason))) {
                throw StoredMessages.refused(
                        IssueType.CONFLICT,
                        "Only a message that is held, refused elsewhere or still to leave can be skipped.");
            }
            MessageTasks.cancel(entry.id(), unit);
            return entry;
        });
        dispatcher.wake();
        return show(entry.id());
    }

    /** Puts a corrected message in the place of a held or refused one; the one that came stays in the journal. */
    @Operation(name = "$fix", type = MessageHeader.class)
    public MessageHeader fix(
            @IdParam IdType id,
            @OperationParam(name = "message", min = 1) StringType corrected,
            @OperationParam(name = "reason") @Nullable StringType reason) {
        JournalEntry entry = messages.entry(id);
        Feed feed = messages.feed(entry);
        byte[] bytes = bytes(corrected.getValue());
        Message message = check(bytes, feed);
        long by = store.unit(unit -> {
            long replacement = intake.correct(feed, bytes, message, entry.id(), clock.instant());
            if (!rework.replace(entry.id(), replacement, decision(reason))) {
                throw StoredMessages.refused(IssueType.CONFLICT, "Only a held or refused message can be corrected.");
            }
            MessageTasks.cancel(entry.id(), unit);
            return replacement;
        });
        dispatcher.wake();
        return show(by);
    }

    private static Decision decision(@Nullable StringType reason) {
        return new Decision(
                Optional.ofNullable(reason).map(StringType::getValue).filter(text -> !text.isBlank()),
                Authorship.current());
    }

    /** The text in the character set that its own MSH-18 names, as a sender would have written it. */
    private static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Charset announced = Message.read(utf8, StandardCharsets.UTF_8) instanceof Reading.Read read
                ? read.message().charset()
                : StandardCharsets.UTF_8;
        if (!announced.newEncoder().canEncode(text)) {
            throw StoredMessages.refused(
                    IssueType.VALUE, "The text has characters that the character set of MSH-18 lacks.");
        }
        return text.getBytes(announced);
    }

    private static Message check(byte[] bytes, Feed feed) {
        Reading reading = Message.read(bytes, StandardCharsets.UTF_8);
        if (reading instanceof Reading.NotHl7 bad) {
            throw refused(List.of(bad.problem()));
        }
        Message message = ((Reading.Read) reading).message();
        List<Problem> errors = Acceptance.check(message, feed).stream()
                .filter(Problem::isError)
                .toList();
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return message;
    }

    private MessageHeader putBack(IdType id, BiPredicate<Long, Collection<String>> move, String otherwise) {
        JournalEntry entry = messages.entry(id);
        if (!move.test(entry.id(), intake.keys(messages.feed(entry), messages.bytes(entry)))) {
            throw StoredMessages.refused(IssueType.CONFLICT, otherwise);
        }
        dispatcher.wake();
        return show(entry.id());
    }

    private MessageHeader show(long id) {
        return MessageHeaders.of(
                messages.reader().find(id).orElseThrow(),
                messages.reader().changes(List.of(id)).getOrDefault(id, List.of()),
                Map.of());
    }

    private static UnprocessableEntityException refused(List<Problem> problems) {
        OperationOutcome outcome = new OperationOutcome();
        problems.forEach(problem -> outcome.addIssue()
                .setSeverity(problem.severity() == Severity.ERROR ? IssueSeverity.ERROR : IssueSeverity.WARNING)
                .setCode(problem.code().issueType())
                .setDiagnostics(problem.text())
                .addExpression(problem.place().toString()));
        return new UnprocessableEntityException("The corrected message cannot be taken.", outcome);
    }
}
