package org.practicehub.server.messages;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.intake.MergeUndo;
import org.practicehub.mappings.intake.MergeUndo.Undone;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.UndoNotes;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.JournalEntry;
import org.practicehub.routes.journal.JournalReader.Changed;
import org.practicehub.routes.journal.MarkedRecord;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.journal.Rework.Decision;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Authorship;

/** A merge that was wrong, taken back by a person (M5). */
public final class MergeOperations {
    private final StoredMessages messages;
    private final Rework rework;
    private final Worklist worklist;
    private final Intake intake;
    private final Marks marks;
    private final FhirStore store;
    private final Clock clock;

    MergeOperations(
            StoredMessages messages,
            Rework rework,
            Worklist worklist,
            Intake intake,
            Marks marks,
            FhirStore store,
            Clock clock) {
        this.messages = messages;
        this.rework = rework;
        this.worklist = worklist;
        this.intake = intake;
        this.marks = marks;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes back what a message joined or moved: ended charts, accounts and visits begin again, and references point where they
     * did. What has come since stays where it came. The message counts as skipped then.
     *
     * <p>Out: {@code restored}, each resource that is written, and {@code left}, each reference that is no longer as the merge left
     * it and stays ({@code Appointment/x Appointment.participant[0].actor}).
     *
     * @param reason why, in the person's words
     * @param preview only says what it would be
     */
    @Operation(name = "$undo-merge", type = MessageHeader.class)
    public Parameters undo(
            @IdParam IdType id,
            @OperationParam(name = "reason") @Nullable StringType reason,
            @OperationParam(name = "preview") @Nullable BooleanType preview) {
        JournalEntry entry = messages.entry(id);
        boolean only = preview != null && preview.booleanValue();
        try {
            return store.unit(unit -> only
                    ? answer(undone(merges(entry, unit.resources()), entry, unit))
                    : undo(entry, Given.text(reason), unit));
        } catch (StoreConflict e) {
            throw StoredMessages.refused(
                    IssueType.CONFLICT, "Somebody changed the record at the same moment. Try it again.");
        }
    }

    private Parameters undo(JournalEntry entry, Optional<String> reason, Unit unit) {
        worklist.lock(intake.keys(messages.feed(entry), messages.bytes(entry)));
        List<Provenance> merges = merges(entry, unit.resources());
        Undone undone = undone(merges, entry, unit);
        if (!rework.takeBack(entry.id(), new Decision(reason, Authorship.current()))) {
            throw StoredMessages.refused(IssueType.CONFLICT, "Only what has been applied can be taken back.");
        }
        List<Change> changes = new ArrayList<>(undone.changes());
        changes.add(new Change(provenance(merges, undone, reason), Optional.empty()));
        unit.write(changes, Authorship.current().orElse("urn:x-hub:undo"));
        return answer(undone);
    }

    private Undone undone(List<Provenance> merges, JournalEntry entry, Unit unit) {
        MarkedRecord record = new MarkedRecord(unit.resources(), marks, entry.feed());
        if (merges.isEmpty()) {
            throw StoredMessages.refused(IssueType.NOTFOUND, "This message has joined nothing and moved nothing.");
        }
        Undone undone = MergeUndo.of(merges, record);
        if (undone.changes().isEmpty()) {
            throw StoredMessages.refused(IssueType.CONFLICT, "What this message joined is apart already.");
        }
        return undone;
    }

    /** What the message wrote down for it, the last first: a replay may have had more to move. */
    private List<Provenance> merges(JournalEntry entry, StoredResources record) {
        return messages.reader().changes(List.of(entry.id())).getOrDefault(entry.id(), List.of()).stream()
                .map(Changed::resource)
                .filter(resource -> resource.type().equals("Provenance"))
                .flatMap(resource -> record.read(ResourceType.Provenance, resource.id()).stream())
                .map(Provenance.class::cast)
                .filter(one -> one.hasExtension(UndoNotes.ENDED) || one.hasExtension(UndoNotes.REPOINTED))
                .sorted(Comparator.comparing((Provenance one) -> one.getMeta().getLastUpdated())
                        .reversed())
                .toList();
    }

    private Provenance provenance(List<Provenance> merges, Undone undone, Optional<String> reason) {
        Provenance provenance = new Provenance();
        provenance.setId("Provenance/" + UUID.randomUUID());
        undone.changes().forEach(change -> provenance.addTarget(new Reference(change.reference())));
        provenance.setRecorded(Date.from(clock.instant()));
        provenance.setActivity(new CodeableConcept().setText("Merge taken back"));
        reason.ifPresent(why -> provenance.addReason(new CodeableConcept().setText(why)));
        provenance.addAgent().setWho(Authorship.reference("Practice Hub"));
        merges.forEach(merge -> provenance
                .addEntity()
                .setRole(ProvenanceEntityRole.SOURCE)
                .setWhat(new Reference("Provenance/" + merge.getIdPart())));
        return provenance;
    }

    private static Parameters answer(Undone undone) {
        Parameters answer = new Parameters();
        undone.changes().forEach(change -> answer.addParameter("restored", new Reference(change.reference())));
        undone.left().forEach(left -> answer.addParameter("left", new StringType(left)));
        return answer;
    }
}
