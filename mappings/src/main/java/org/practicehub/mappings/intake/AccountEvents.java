package org.practicehub.mappings.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Successors;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.household.Accounts;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/** A41 and A44, and the half of A36: accounts joined, or given to another patient. The patients stay who they are (5.1, M5). */
final class AccountEvents {

    private static final Set<String> MEMBERS = Set.of("PD1", "MRG");
    /** What can belong to an account. */
    private static final Set<ResourceType> OF_ACCOUNTS =
            EnumSet.of(ResourceType.ChargeItem, ResourceType.Encounter, ResourceType.Invoice);

    private final Message message;
    private final Draft draft;

    AccountEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** A41: the account of MRG-3 is ended, and what was charged to it is charged to that of PID-18. */
    void merge() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            pair.optional("MRG").ifPresent(mrg -> merge(pair.first(), pair.optional("PD1"), mrg));
        }
    }

    /** Where both accounts are named. */
    void mergeNamed() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            pair.optional("MRG")
                    .filter(mrg ->
                            isNumber(mrg.field(3)) && isNumber(pair.first().field(18)))
                    .ifPresent(mrg -> merge(pair.first(), pair.optional("PD1"), mrg));
        }
    }

    /** A44: the account of MRG-3 is that of another patient: PID says of whom, MRG-1 whose it was. */
    void move() {
        for (Group pair : message.groups("PID", MEMBERS)) {
            pair.optional("MRG").ifPresent(mrg -> move(pair.first(), pair.optional("PD1"), mrg));
        }
    }

    private void merge(Segment pid, Optional<Segment> pd1, Segment mrg) {
        Optional<Patient> patient = PatientUpdate.findOrCreate(pid, pd1, draft);
        patient.ifPresent(draft::about);
        if (!areNamed(pid, mrg) || patient.isEmpty()) {
            return;
        }
        Optional<Account> known = Accounts.find(mrg.field(3), draft); // MRG-3
        Account kept = Accounts.of(pid.field(18), patient.get(), draft).orElseThrow(); // PID-18
        Account gone = known.orElseGet(() -> unknown(mrg.field(3), patient.get()));
        String ends = Draft.reference(Successors.last(gone, draft));
        boolean isDone = Successors.hasOne(gone) && ends.equals(Draft.reference(kept));
        if (ends.equals(Draft.reference(kept)) && !isDone) {
            hold(mrg, Code.NOT_POSSIBLE_NOW, "Both numbers lead to the same account.");
        } else if (Successors.hasOne(gone) && !isDone) {
            hold(mrg, Code.AMBIGUOUS, "The account that is to end was merged into another one.");
        } else if (!isOf(patient.get(), gone)) {
            hold(
                    mrg,
                    Code.CONTRADICTION,
                    "The account that is to end is another patient's. A person must say whose it is.");
        }
        if (!draft.isHeld()) {
            end(draft.editAlways(gone), kept);
        }
    }

    /** A CX may have an assigner and a type and yet no number. */
    private boolean isNumber(Field cx) {
        return Identifiers.token(cx, "AN", draft.feed()).isPresent();
    }

    private boolean areNamed(Segment pid, Segment mrg) {
        for (Field number : new Field[] {mrg.field(3), pid.field(18)}) {
            if (!isNumber(number)) {
                draft.hold(Problem.error(Code.REQUIRED_MISSING, number.place(), "The account has no number."));
            }
        }
        return !draft.isHeld();
    }

    private void end(Account gone, Account kept) {
        draft.about(kept);
        draft.about(gone);
        if (!Successors.hasOne(gone)) {
            draft.ended(gone, kept, gone.getStatus().toCode(), List.of());
            Successors.set(gone, kept);
        }
        gone.setStatus(AccountStatus.INACTIVE);
        String from = Draft.reference(gone);
        Repointing.all(draft.referringTo(from, OF_ACCOUNTS), from, Draft.reference(kept), draft);
    }

    /** M4: noted as ended, so that what comes late for it goes to the one that is kept. */
    private Account unknown(Field number, Patient patient) {
        draft.source().warn(Code.UNKNOWN_KEY, number, "The account to be ended was not known and was noted as ended.");
        return Accounts.of(number, patient, draft).orElseThrow();
    }

    private void move(Segment pid, Optional<Segment> pd1, Segment mrg) {
        Optional<Patient> target = PatientUpdate.findOrCreate(pid, pd1, draft);
        target.ifPresent(draft::about);
        Field number = isNumber(mrg.field(3)) ? mrg.field(3) : pid.field(18); // MRG-3, PID-18
        if (target.isEmpty() || !isNumber(number)) {
            draft.hold(Problem.error(Code.REQUIRED_MISSING, mrg.field(3).place(), "The account has no number."));
            return;
        }
        if (Accounts.find(number, draft).isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, number, "The account to be moved was not known and was set up.");
        }
        Account account =
                draft.editAlways(Accounts.of(number, target.get(), draft).orElseThrow());
        draft.about(account);
        rename(account, pid.field(18));
        List<Patient> sources = draft.find(Patient.class, Identifiers.tokens(mrg.field(1), draft.feed())); // MRG-1
        for (Patient source : sources) {
            String from = Draft.reference(source);
            if (!from.equals(Draft.reference(target.get()))) {
                Repointing.all(List.of(account), from, Draft.reference(target.get()), draft);
                draft.referringTo(Draft.reference(account), OF_ACCOUNTS)
                        .forEach(one -> follow(one, from, target.get()));
            }
        }
        if (!isOf(target.get(), account)) {
            hold(mrg, Code.CONTRADICTION, "The account is a third patient's. A person must say whose it is.");
        }
    }

    /** Visits of the account go with it, and what belongs to a visit with the visit. */
    private void follow(Resource ofAccount, String from, Patient to) {
        Repointing.all(List.of(ofAccount), from, Draft.reference(to), draft);
        if (ofAccount instanceof Encounter visit) {
            Repointing.all(
                    draft.referringTo(Draft.reference(visit), Merge.ABOUT_PATIENTS), from, Draft.reference(to), draft);
        }
    }

    /** With the other patient the account may have another number (PID-18). */
    private void rename(Account account, Field number) {
        Identifiers.identifier(number, "AN", draft.source())
                .filter(identifier -> account.getIdentifier().stream()
                        .noneMatch(present -> identifier.getValue().equals(present.getValue())
                                && identifier.getSystem().equals(present.getSystem())))
                .ifPresent(account::addIdentifier);
    }

    private static boolean isOf(Patient patient, Account account) {
        return account.getSubject().stream().map(Reference::getReference).allMatch(Draft.reference(patient)::equals);
    }

    private void hold(Segment mrg, Code code, String why) {
        draft.hold(Problem.error(code, mrg.field(3).place(), why));
    }
}
