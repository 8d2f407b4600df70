package org.practicehub.mappings.intake;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * A40, and A18, A30, A34, A36 and A39, which say the same in older words: what was kept as two patients is one (5.1, M1 to
 * M5). PID says who stays, MRG who goes. A36 joins an account of theirs as well.
 */
final class MergeEvents {

    private static final Set<String> MEMBERS = Set.of("PD1", "MRG");

    private final Message message;
    private final Draft draft;

    MergeEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    void merge() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            // A PID without an MRG has been refused by Acceptance.
            pair.optional("MRG").ifPresent(mrg -> merge(pair.first(), pair.optional("PD1"), mrg));
        }
    }

    /** A36: the patients, and the accounts of PID-18 and MRG-3 where both are named. */
    void mergeWithAccounts() {
        merge();
        if (!draft.isHeld()) {
            new AccountEvents(message, draft).mergeNamed();
        }
    }

    private void merge(Segment pid, Optional<Segment> pd1, Segment mrg) {
        Optional<Patient> known = Patients.find(pid, draft);
        MergeSource source = new MergeSource(mrg, pid, draft);
        if (draft.isHeld() || !isPossible(known, source, mrg)) {
            return;
        }
        survivor(pid, pd1, known).ifPresent(survivor -> {
            draft.about(survivor);
            source.find(survivor).or(() -> source.create(survivor)).ifPresent(gone -> {
                draft.about(gone);
                new Merge(survivor, gone, draft).apply();
            });
        });
    }

    /** Two numbers of one patient, or a merge back into one that was merged away, cannot be merged (M4). */
    private boolean isPossible(Optional<Patient> survivor, MergeSource source, Segment mrg) {
        if (!source.isNamed()) {
            hold(Code.NO_USABLE_IDENTIFIER, mrg, "The patient to be ended has no identifier to be known by.");
        } else if (source.isTheSurvivor()
                || survivor.map(source::isCurrentNumberOf).orElse(false)) {
            hold(Code.NOT_POSSIBLE_NOW, mrg, "Both numbers of the merge lead to the same patient.");
        }
        return !draft.isHeld();
    }

    private void hold(Code code, Segment mrg, String why) {
        draft.hold(Problem.error(code, mrg.field(1).place(), why));
    }

    /** M3: what is known of the survivor is what PID says, and nothing comes over from the other. */
    private Optional<Patient> survivor(Segment pid, Optional<Segment> pd1, Optional<Patient> known) {
        if (known.isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, pid.field(3), "The patient to be kept was not known and was set up.");
            return PatientUpdate.create(pid, pd1, draft);
        }
        draft.edit(known.get()).ifPresent(copy -> PatientUpdate.write(pid, pd1, copy, draft));
        return draft.read(Patient.class, Draft.reference(known.get()));
    }
}
