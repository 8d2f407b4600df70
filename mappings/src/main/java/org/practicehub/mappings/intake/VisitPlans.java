package org.practicehub.mappings.intake;

import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Pv1ToEncounter;
import org.practicehub.mappings.segments.Pv1ToLocations;

/** A05, A14 and A38: a visit that is to come (5.1). */
final class VisitPlans {

    private final Message message;
    private final Draft draft;
    private final Visits visits;

    VisitPlans(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.visits = new Visits(message, draft);
    }

    /** A05 and A14: planned. A visit that has begun by now goes on as it is. */
    void plan() {
        Household.apply(message, draft).flatMap(visits::of).ifPresent(visit -> {
            visits.write(visit);
            VisitStatus.plan(visit.encounter(), visit.pv1(), draft);
            if (visit.encounter().getStatus() == EncounterStatus.PLANNED) {
                Pv1ToLocations.plan(visit.pv1(), visit.encounter(), draft); // PV1-3
            }
        });
    }

    /** A38: not to come after all. One that nobody knew is noted as cancelled, so that its plan, when it comes late, is stale. */
    void cancel() {
        Household.unchanged(message, draft).flatMap(visits::of).ifPresent(visit -> {
            if (!VisitStatus.isOnlyPlanned(visit.encounter())) {
                draft.source()
                        .warn(
                                Code.NOT_POSSIBLE_NOW,
                                visit.pv1().field(19),
                                "The visit has begun; its plan was not taken back.");
                return;
            }
            if (draft.isNew(visit.encounter())) {
                Pv1ToEncounter.apply(visit.pv1(), visit.encounter(), draft);
            }
            Pv1ToLocations.complete(visit.encounter(), draft.event().happened(draft.source()));
            visit.encounter().setStatus(EncounterStatus.CANCELLED);
        });
    }
}
