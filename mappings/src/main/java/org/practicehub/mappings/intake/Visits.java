package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.NamedVisits;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.Pv1ToEncounter;
import org.practicehub.mappings.segments.Pv1ToLocations;
import org.practicehub.mappings.segments.Pv2ToEncounter;
import org.practicehub.mappings.segments.Roles;

/** The Encounter that an event is about, and what every event writes on it. */
final class Visits {

    private static final Set<String> BEGINNING = Set.of("A01", "A04");
    /** Of these a place is told as the one where the patient is; A02 and A12 are about the move itself. */
    private static final Set<String> TELLING_OF_A_PLACE = Set.of("A01", "A04", "A06", "A07", "A08");

    private final Message message;
    private final Draft draft;
    private final NamedVisits encounters;

    Visits(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.encounters = new NamedVisits(message, draft);
    }

    /** The visit to write on, known or new; empty when the message is about none, or when it may not be written. */
    Optional<Visit> of(Household household) {
        return message.optional("PV1")
                .filter(pv1 -> !pv1.field(2).text().equals("N")) // PV1-2, not applicable
                .flatMap(pv1 -> encounter(pv1, household).map(encounter -> new Visit(pv1, household, encounter)));
    }

    /** The visit of these numbers as it is, ended or not; empty where none is known. */
    static Optional<Encounter> known(Field numbers, Draft draft) {
        List<Token> tokens = numbers.repetitions()
                .flatMap(cx -> Identifiers.token(cx, "VN", draft.feed()).stream())
                .toList();
        return draft.find(Encounter.class, tokens).stream().findFirst();
    }

    /** PV1-19, PV1-50 and all else but status and places. */
    void write(Visit visit) {
        encounters.identify(visit.pv1(), visit.encounter());
        visit.household().account().map(Draft::reference).ifPresent(account -> visit.encounter()
                .setAccount(List.of(new Reference(account)))); // PID-18
        tell(visit);
    }

    /** What the message tells of the visit, whatever happened to it. */
    void tell(Visit visit) {
        Encounter encounter = visit.encounter();
        Pv1ToEncounter.apply(visit.pv1(), encounter, draft);
        message.optional("PV2").ifPresent(pv2 -> Pv2ToEncounter.apply(pv2, encounter, draft)); // PV2
        Roles.apply(message, encounter, draft); // ROL, PRT
        Findings.apply(message, visit.patient(), Optional.of(encounter), draft); // DG1, PR1, OBX
    }

    /** Where the patient is; of a visit that is over there is only where they were. */
    void places(Visit visit) {
        if (!VisitStatus.isOver(visit.encounter())) {
            DateTimeType now = draft.event().happened(draft.source());
            Pv1ToLocations.apply(visit.pv1(), visit.encounter(), cameAt(visit, now), draft);
        }
    }

    /**
     * When the patient came to the place: with the visit, if the event is its beginning and nothing was heard of it before; else
     * when it was told.
     */
    DateTimeType cameAt(Visit visit, DateTimeType otherwise) {
        boolean first = visit.encounter().getLocation().stream()
                .allMatch(place -> place.getStatus() == EncounterLocationStatus.PLANNED);
        return first && beginsTheVisit() ? begin(visit.pv1()).orElse(otherwise) : otherwise;
    }

    private boolean beginsTheVisit() {
        return BEGINNING.contains(message.trigger());
    }

    private Optional<DateTimeType> begin(Segment pv1) {
        return Times.dateTime(pv1.field(44), draft.source()); // PV1-44
    }

    /** When the visit ended; when we heard of it, if that makes no sense. */
    DateTimeType endOf(Encounter encounter) {
        return encounter.getPeriod().hasEnd()
                ? encounter.getPeriod().getEndElement()
                : draft.event().happened(draft.source());
    }

    /** Takes back what the end of a visit wrote. */
    void unend(Encounter encounter) {
        encounter.getPeriod().setEndElement(null); // PV1-45
        encounter.getHospitalization().setDischargeDisposition(null); // PV1-36
        if (encounter.getHospitalization().isEmpty()) {
            encounter.setHospitalization(null);
        }
    }

    /** An event that is heard too late changes no visit, but still says where the patient was before (G18). */
    private Optional<Encounter> editOrAddToHistory(Segment pv1, Encounter encounter) {
        Optional<Encounter> copy = draft.edit(encounter);
        if (copy.isEmpty() && TELLING_OF_A_PLACE.contains(message.trigger())) {
            DateTimeType told = draft.event().happened(draft.source());
            Optional<DateTimeType> begun = beginsTheVisit() ? begin(pv1) : Optional.empty();
            Pv1ToLocations.addToHistory(pv1, draft.editAlways(encounter), told, begun, draft);
            draft.inPassing(encounter);
        }
        return copy;
    }

    private Optional<Encounter> encounter(Segment pv1, Household household) {
        List<Token> identity = encounters.identity(pv1);
        Optional<Encounter> known = encounters.find(identity);
        known.ifPresent(draft::about);
        if (known.isPresent()) {
            return known.filter(encounter -> encounters.isOf(household.patient(), encounter, pv1))
                    .flatMap(encounter -> editOrAddToHistory(pv1, encounter));
        }
        if (identity.isEmpty()) {
            draft.source().warn(Code.REQUIRED_MISSING, pv1.field(19), "The visit has no number and was left out.");
            return Optional.empty();
        }
        Encounter encounter = draft.create(new Encounter(), identity.get(0));
        draft.about(encounter);
        encounters.identify(pv1, encounter);
        encounter.setSubject(new Reference(Draft.reference(household.patient())));
        return Optional.of(encounter);
    }
}
