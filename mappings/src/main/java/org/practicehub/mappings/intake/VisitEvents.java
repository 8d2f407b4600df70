package org.practicehub.mappings.intake;

import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.household.VisitCharges;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.PidToDeceased;
import org.practicehub.mappings.segments.Pv1ToEncounter;
import org.practicehub.mappings.segments.Pv1ToLocations;

/** A01, A03, A04, A08, A11 and A13: what happens to a visit (5.1). */
final class VisitEvents {

    private final Message message;
    private final Draft draft;
    private final Visits visits;

    VisitEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.visits = new Visits(message, draft);
    }

    /** A01: admitted. */
    void admit() {
        Household.apply(message, draft).flatMap(visits::of).ifPresent(visit -> {
            visits.write(visit);
            boolean wasCancelled = visit.encounter().getStatus() == EncounterStatus.CANCELLED;
            VisitStatus.admit(visit.encounter(), visit.pv1(), draft);
            if (wasCancelled) {
                VisitCharges.follow(visit.encounter(), draft);
            }
            visits.places(visit);
        });
    }

    /** A04: arrived, and with that the appointment it was for. */
    void register() {
        Household.apply(message, draft).flatMap(visits::of).ifPresent(visit -> {
            visits.write(visit);
            boolean wasCancelled = visit.encounter().getStatus() == EncounterStatus.CANCELLED;
            VisitStatus.register(visit.encounter(), visit.pv1(), draft);
            if (wasCancelled) {
                VisitCharges.follow(visit.encounter(), draft);
            }
            visits.places(visit);
            VisitAppointment appointment = new VisitAppointment(visit, draft);
            appointment.link();
            appointment.arrived();
        });
    }

    /** A08: something about patient or visit is other than we knew. */
    void update() {
        if (!PatientUpdate.mayCreate(message, draft)) {
            return;
        }
        Optional<Household> home = Household.apply(message, draft);
        boolean numbered =
                message.optional("PV1").filter(pv1 -> pv1.field(19).isPresent()).isPresent(); // PV1-19
        home.filter(known -> numbered).flatMap(visits::of).ifPresent(visit -> {
            visits.write(visit);
            VisitStatus.update(visit.encounter(), visit.pv1(), draft);
            visits.places(visit);
        });
    }

    /** A03: over. Of the patient it tells only whether they died. */
    void end() {
        Household.unchanged(message, draft).flatMap(visits::of).ifPresent(visit -> {
            Encounter encounter = visit.encounter();
            boolean again = encounter.getStatus() == EncounterStatus.FINISHED;
            visits.tell(visit);
            if (!encounter.getPeriod().hasEnd()) {
                encounter.getPeriod().setEndElement(draft.event().happened(draft.source())); // EVN-6, EVN-2
                Times.inOrder(encounter.getPeriod(), visit.pv1().field(44), draft.source());
            }
            if (!again) {
                DateTimeType at = visits.endOf(encounter);
                Pv1ToLocations.apply(visit.pv1(), encounter, visits.cameAt(visit, at), draft);
                Pv1ToLocations.complete(encounter, at);
            }
            encounter.setStatus(EncounterStatus.FINISHED);
            VisitAppointment appointment = new VisitAppointment(visit, draft);
            appointment.link();
            appointment.fulfilled();
            death(visit);
        });
    }

    /** A11: never was. A visit nobody knew is noted as cancelled, so that its beginning, when it comes late, is stale. */
    void cancel() {
        Household.unchanged(message, draft).flatMap(visits::of).ifPresent(visit -> {
            DateTimeType at = draft.event().happened(draft.source());
            if (draft.isNew(visit.encounter())) {
                Pv1ToEncounter.apply(visit.pv1(), visit.encounter(), draft);
                Pv1ToLocations.apply(visit.pv1(), visit.encounter(), at, draft);
            }
            Pv1ToLocations.complete(visit.encounter(), at);
            visit.encounter().setStatus(EncounterStatus.CANCELLED);
            new VisitAppointment(visit, draft).booked();
            VisitCharges.follow(visit.encounter(), draft);
        });
    }

    /** A13: goes on after all. */
    void reopen() {
        Household.unchanged(message, draft).flatMap(visits::of).ifPresent(visit -> {
            Encounter encounter = visit.encounter();
            if (encounter.getStatus() != EncounterStatus.FINISHED && !draft.isNew(encounter)) {
                Segment pv1 = visit.pv1();
                draft.source()
                        .warn(Code.NOT_POSSIBLE_NOW, pv1.field(19), "The visit is not over; nothing was taken back.");
                return;
            }
            DateTimeType ended = encounter.getPeriod().getEndElement().copy();
            Pv1ToEncounter.apply(visit.pv1(), encounter, draft);
            visits.unend(encounter);
            encounter.setStatus(EncounterStatus.INPROGRESS);
            Pv1ToLocations.reopen(visit.pv1(), encounter, ended, draft.event().happened(draft.source()), draft);
            new VisitAppointment(visit, draft).arrivedAgain();
            undoDeath(visit);
        });
    }

    private void death(Visit visit) {
        Segment pid = message.one("PID");
        if (!PidToDeceased.tellsOfDeath(pid, visit.patient())) {
            // It is not the last that was told of the patient then: what an older event has to tell is still news
            // (G18).
            return;
        }
        String encounter = Draft.reference(visit.encounter());
        draft.edit(visit.patient())
                .ifPresent(copy ->
                        PidToDeceased.applyAtEndOfVisit(pid, copy, encounter, draft.source())); // PID-29, PID-30
    }

    private void undoDeath(Visit visit) {
        Segment pid = message.one("PID");
        if (PidToDeceased.wouldUndo(pid, visit.patient(), Draft.reference(visit.encounter()))) {
            draft.edit(visit.patient()).ifPresent(copy -> copy.setDeceased(null)); // PID-29, PID-30
        }
    }
}
