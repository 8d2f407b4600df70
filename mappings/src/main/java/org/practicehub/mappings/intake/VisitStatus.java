package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;

/** What the events of a visit make of Encounter.status (5.1). */
final class VisitStatus {

    private static final List<EncounterStatus> FORWARD = List.of(
            EncounterStatus.PLANNED,
            EncounterStatus.ARRIVED,
            EncounterStatus.TRIAGED,
            EncounterStatus.INPROGRESS,
            EncounterStatus.ONLEAVE,
            EncounterStatus.FINISHED);

    private VisitStatus() {}

    /** A01: the patient is in the visit; a visit that is told with its end is over. */
    static void admit(Encounter encounter, Segment pv1, Draft draft) {
        forward(
                encounter,
                pv1.field(45).isPresent() ? EncounterStatus.FINISHED : EncounterStatus.INPROGRESS,
                pv1,
                draft);
    }

    /** A05 and A14: the visit is to come; one that has begun has. */
    static void plan(Encounter encounter, Segment pv1, Draft draft) {
        forward(encounter, EncounterStatus.PLANNED, pv1, draft);
    }

    /** A04: the patient has come; the feed may say otherwise. */
    static void register(Encounter encounter, Segment pv1, Draft draft) {
        EncounterStatus status =
                switch (draft.feed().a04Status()) {
                    case PLANNED -> EncounterStatus.PLANNED;
                    case ARRIVED -> EncounterStatus.ARRIVED;
                    case IN_PROGRESS -> EncounterStatus.INPROGRESS;
                };
        forward(encounter, pv1.field(45).isPresent() ? EncounterStatus.FINISHED : status, pv1, draft);
    }

    /** A08 leaves the status alone; a visit that was not known gets one from what the message tells of it. */
    static void update(Encounter encounter, Segment pv1, Draft draft) {
        if (encounter.hasStatus() && encounter.getStatus() != EncounterStatus.UNKNOWN) {
            return;
        }
        if (pv1.field(45).isPresent()) {
            encounter.setStatus(EncounterStatus.FINISHED); // PV1-45
        } else if (pv1.field(44).isPresent()) {
            encounter.setStatus(EncounterStatus.INPROGRESS); // PV1-44
        } else {
            Optional<EncounterStatus> byClass =
                    Codes.code(pv1.field(2), "0004-status", draft.source()).map(EncounterStatus::fromCode); // PV1-2
            encounter.setStatus(byClass.orElse(EncounterStatus.UNKNOWN));
        }
    }

    /** Whether there is nothing yet but the plan, or not even that any more. */
    static boolean isOnlyPlanned(Encounter encounter) {
        return !encounter.hasStatus()
                || encounter.getStatus() == EncounterStatus.UNKNOWN
                || encounter.getStatus() == EncounterStatus.PLANNED
                || encounter.getStatus() == EncounterStatus.CANCELLED;
    }

    static boolean isOver(Encounter encounter) {
        return encounter.getStatus() == EncounterStatus.FINISHED || encounter.getStatus() == EncounterStatus.CANCELLED;
    }

    /** A visit moves forward; it goes back only by the events that say so (A11, A13). A cancelled one may begin anew. */
    private static void forward(Encounter encounter, EncounterStatus to, Segment pv1, Draft draft) {
        int now = encounter.hasStatus() ? FORWARD.indexOf(encounter.getStatus()) : -1;
        if (now <= FORWARD.indexOf(to)) {
            encounter.setStatus(to);
        } else if (encounter.getStatus() == EncounterStatus.FINISHED) {
            draft.source()
                    .warn(Code.NOT_POSSIBLE_NOW, pv1.field(19), "The visit is over; its status was left as it is.");
        }
    }
}
