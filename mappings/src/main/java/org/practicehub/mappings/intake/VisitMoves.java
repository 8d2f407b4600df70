package org.practicehub.mappings.intake;

import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Pv1ToLocations;

/** A02, A12, A06 and A07: a visit that goes on at another place, or as one of another kind (5.1). */
final class VisitMoves {

    private final Message message;
    private final Draft draft;
    private final Visits visits;

    VisitMoves(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.visits = new Visits(message, draft);
    }

    /** A02: moved to another place; the one before stays in the history. */
    void transfer() {
        written(Household.unchanged(message, draft)).ifPresent(visit -> {
            if (isGoingOn(visit)) {
                Pv1ToLocations.move(visit.pv1(), visit.encounter(), happened(), draft); // PV1-3, PV1-6
            }
        });
    }

    /** A12: not moved after all. PV1-3 says where the patient is, which is where they were. */
    void takeBack() {
        written(Household.unchanged(message, draft)).ifPresent(visit -> {
            if (isGoingOn(visit)) {
                DateTimeType at = visits.cameAt(visit, happened());
                boolean moved = Pv1ToLocations.moveBack(visit.pv1(), visit.encounter(), at, draft); // PV1-3
                if (!moved && !draft.isNew(visit.encounter())) {
                    warn(visit, "The patient is at this place; nothing was taken back.");
                }
            }
        });
    }

    /** A06 and A07: an outpatient becomes an inpatient, or the other way round; it is the same visit. */
    void changeKind() {
        written(Household.apply(message, draft)).ifPresent(visits::places);
    }

    private Optional<Visit> written(Optional<Household> household) {
        Optional<Visit> visit = household.flatMap(visits::of);
        visit.ifPresent(known -> {
            visits.write(known);
            VisitStatus.update(known.encounter(), known.pv1(), draft);
        });
        return visit;
    }

    private boolean isGoingOn(Visit visit) {
        boolean over = VisitStatus.isOver(visit.encounter());
        if (over) {
            warn(visit, "The visit is over; its places were left as they are.");
        }
        return !over;
    }

    private DateTimeType happened() {
        return draft.event().happened(draft.source()); // EVN-6, EVN-2
    }

    private void warn(Visit visit, String text) {
        draft.source().warn(Code.NOT_POSSIBLE_NOW, visit.pv1().field(3), text);
    }
}
