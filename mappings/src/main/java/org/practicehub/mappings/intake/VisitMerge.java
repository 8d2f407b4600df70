package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Successors;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.household.Accounts;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Tokens;

/** A42 and A45: visits joined, or given to another account and patient. The patients stay who they are (5.1, M5). */
final class VisitMerge {

    private final Message message;
    private final Draft draft;
    private final Segment mrg;

    VisitMerge(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.mrg = message.one("MRG");
    }

    /** A42: the visit of MRG-5 was the one of PV1-19 all along. */
    void merge() {
        Optional<Household> home = Household.unchanged(message, draft);
        Optional<Encounter> known = Visits.known(mrg.field(5), draft); // MRG-5
        Optional<Visit> kept = home.flatMap(new Visits(message, draft)::of); // PV1-19
        if (kept.isEmpty()
                || Identifiers.token(mrg.field(5), "VN", draft.feed()).isEmpty()) {
            hold(Code.REQUIRED_MISSING, "The visits to be joined are not both named.");
            return;
        }
        Visit visit = kept.get();
        if (draft.isNew(visit.encounter())) {
            draft.source()
                    .warn(
                            Code.UNKNOWN_KEY,
                            visit.pv1().field(19),
                            "The visit to be kept was not known and was set up.");
            new Visits(message, draft).write(visit);
            VisitStatus.update(visit.encounter(), visit.pv1(), draft);
        }
        Encounter gone = known.orElseGet(() -> unknown(visit));
        String ends = Draft.reference(Successors.last(gone, draft));
        boolean isDone = Successors.hasOne(gone) && ends.equals(Draft.reference(visit.encounter()));
        if (ends.equals(Draft.reference(visit.encounter())) && !isDone) {
            hold(Code.NOT_POSSIBLE_NOW, "Both numbers lead to the same visit.");
        } else if (Successors.hasOne(gone) && !isDone) {
            hold(Code.AMBIGUOUS, "The visit that is to end was merged into another one.");
        } else if (!isOf(visit.patient(), gone)) {
            hold(Code.CONTRADICTION, "The visit that is to end is another patient's. A person must say whose it is.");
        }
        if (!draft.isHeld()) {
            end(draft.editAlways(gone), visit.encounter());
        }
    }

    /** A45: the visit is of the patient of PID and the account of PID-18, not of those of MRG-1 and MRG-3. */
    void move() {
        Optional<Household> home = Household.unchanged(message, draft);
        Segment pv1 = message.one("PV1");
        Optional<Encounter> known = Visits.known(mrg.field(5), draft).or(() -> Visits.known(pv1.field(19), draft));
        if (home.isEmpty()) {
            return;
        }
        Patient target = home.get().patient();
        if (known.isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, pv1.field(19), "The visit to be moved was not known and was set up.");
            home.flatMap(new Visits(message, draft)::of).ifPresent(visit -> {
                new Visits(message, draft).write(visit);
                VisitStatus.update(visit.encounter(), pv1, draft);
                charge(visit.encounter(), target);
            });
            return;
        }
        Encounter visit = draft.editAlways(Successors.last(known.get(), draft));
        draft.about(visit);
        number(visit, pv1);
        draft.find(Patient.class, Identifiers.tokens(mrg.field(1), draft.feed())).stream() // MRG-1
                .map(Draft::reference)
                .filter(source -> !source.equals(Draft.reference(target)))
                .forEach(source -> {
                    Repointing.all(List.of(visit), source, Draft.reference(target), draft);
                    Repointing.all(
                            draft.referringTo(Draft.reference(visit), Merge.ABOUT_PATIENTS),
                            source,
                            Draft.reference(target),
                            draft);
                });
        charge(visit, target);
        if (!isOf(target, visit)) {
            hold(Code.CONTRADICTION, "The visit is a third patient's. A person must say whose it is.");
        }
    }

    private void end(Encounter gone, Encounter kept) {
        draft.about(gone);
        if (!Successors.hasOne(gone)) {
            draft.ended(gone, kept, gone.getStatus().toCode(), List.of());
            Successors.set(gone, kept);
        }
        gone.setStatus(EncounterStatus.ENTEREDINERROR);
        String from = Draft.reference(gone);
        Repointing.all(draft.referringTo(from, Merge.ABOUT_PATIENTS), from, Draft.reference(kept), draft);
    }

    /** M4: noted as ended, so that what comes late for it goes to the one that is kept. */
    private Encounter unknown(Visit kept) {
        draft.source()
                .warn(Code.UNKNOWN_KEY, mrg.field(5), "The visit to be ended was not known and was noted as ended.");
        Encounter gone = new Encounter().setStatus(EncounterStatus.UNKNOWN);
        gone.setClass_(kept.encounter().getClass_().copy());
        gone.setSubject(new Reference(Draft.reference(kept.patient())));
        Identifiers.identifier(mrg.field(5), "VN", draft.source()).ifPresent(gone::addIdentifier); // MRG-5
        return draft.create(
                gone, Identifiers.token(mrg.field(5), "VN", draft.feed()).orElseThrow());
    }

    private void charge(Encounter visit, Patient target) {
        Optional<Account> to = Accounts.apply(message.one("PID"), target, draft); // PID-18
        Optional<Account> from = Accounts.find(mrg.field(3), draft); // MRG-3
        to.map(Draft::reference).ifPresent(account -> {
            from.map(Draft::reference)
                    .filter(other -> !other.equals(account))
                    .ifPresent(other -> Repointing.all(List.of(visit), other, account, draft));
            boolean charged = visit.getAccount().stream().anyMatch(held -> account.equals(held.getReference()));
            if (!charged) {
                visit.addAccount(new Reference(account));
            }
        });
    }

    /** With the other account the visit may have another number (PV1-19). */
    private void number(Encounter visit, Segment pv1) {
        Identifiers.identifier(pv1.field(19), "VN", draft.source())
                .filter(identifier -> Tokens.of(visit)
                        .noneMatch(token -> Tokens.of(identifier).stream().anyMatch(token::equals)))
                .ifPresent(visit::addIdentifier);
    }

    private static boolean isOf(Patient patient, Encounter visit) {
        return !visit.hasSubject()
                || Draft.reference(patient).equals(visit.getSubject().getReference());
    }

    private void hold(Code code, String why) {
        draft.hold(Problem.error(code, mrg.field(5).place(), why));
    }
}
