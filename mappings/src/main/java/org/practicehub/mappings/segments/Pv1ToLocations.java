package org.practicehub.mappings.segments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;

/**
 * PV1-3, PV1-6, PV1-11 and PV1-42 → Encounter.location: where the patient is, and where they were. A new place ends the one
 * before; nothing is taken out of the history.
 */
public final class Pv1ToLocations {

    private Pv1ToLocations() {}

    /**
     * @param at when the patient came to the place
     */
    public static void apply(Segment pv1, Encounter encounter, DateTimeType at, Draft draft) {
        was(pv1.field(6), encounter, draft); // PV1-6
        is(pv1, encounter, at, draft); // PV1-3
        Locations.reference(pv1.field(11), draft)
                .ifPresent(temporary -> open(temporary, encounter, EncounterLocationStatus.ACTIVE)); // PV1-11
        pending(pv1.field(42), encounter, draft); // PV1-42
    }

    /**
     * The patient was moved. Where nothing was known of the visit yet, PV1-6 is where it began.
     *
     * @param at when they were moved
     */
    public static void move(Segment pv1, Encounter encounter, DateTimeType at, Draft draft) {
        if (encounter.getLocation().isEmpty()) {
            Locations.reference(pv1.field(6), draft)
                    .ifPresent(
                            there -> { // PV1-6
                                EncounterLocationComponent first =
                                        open(there, encounter, EncounterLocationStatus.ACTIVE);
                                Times.dateTime(pv1.field(44), draft.source())
                                        .ifPresent(first.getPeriod()::setStartElement); // PV1-44
                            });
        }
        apply(pv1, encounter, at, draft);
    }

    /**
     * The patient was not moved after all: the place they were moved to is none of theirs, and the one before, which PV1-3
     * names, is open again.
     *
     * @param at when they came to that one, if nothing is known of it
     * @return whether there was anything to take back
     */
    public static boolean moveBack(Segment pv1, Encounter encounter, DateTimeType at, Draft draft) {
        Optional<Reference> back = Locations.reference(pv1.field(3), draft);
        Optional<EncounterLocationComponent> wrong = encounter.getLocation().stream()
                .filter(place -> place.getStatus() == EncounterLocationStatus.ACTIVE)
                .filter(place -> place.getPeriod().hasStart())
                .filter(place -> back.map(here -> !same(place, here)).orElse(true))
                .findFirst();
        wrong.ifPresent(place -> {
            encounter.getLocation().remove(place);
            reopen(pv1, encounter, place.getPeriod().getStartElement(), at, draft);
        });
        is(pv1, encounter, at, draft); // PV1-3
        return wrong.isPresent();
    }

    /**
     * Where the patient was at a time before what is known last: before the first place that is known, or earlier at the place
     * that is known next. A place between two that are known is not added.
     *
     * @param told when the event was
     * @param begun when the visit began, where the message is about that: of the first place, since then
     */
    public static void addToHistory(
            Segment pv1, Encounter encounter, DateTimeType told, Optional<DateTimeType> begun, Draft draft) {
        DateTimeType then = begun.filter(start -> isBeforeAll(encounter, start)).orElse(told);
        Optional<EncounterLocationComponent> next = encounter.getLocation().stream()
                .filter(place -> place.getPeriod().hasStart()
                        && isAfter(place.getPeriod().getStartElement(), then))
                .min(Comparator.comparing(place -> place.getPeriod().getStart()));
        if (next.isPresent()) {
            Locations.reference(pv1.field(3), draft) // PV1-3
                    .filter(there -> encounter.getLocation().stream()
                            .noneMatch(place -> wasAt(place, there, told)
                                    || begun.filter(start -> wasAt(place, there, start))
                                            .isPresent()))
                    .ifPresent(there -> before(next.get(), there, then, encounter));
        }
    }

    private static boolean isBeforeAll(Encounter encounter, DateTimeType then) {
        return encounter.getLocation().stream()
                .noneMatch(place -> place.getPeriod().hasStart()
                        && !isAfter(place.getPeriod().getStartElement(), then));
    }

    private static void before(
            EncounterLocationComponent next, Reference there, DateTimeType then, Encounter encounter) {
        List<EncounterLocationComponent> places = encounter.getLocation();
        DateTimeType came = next.getPeriod().getStartElement().copy();
        boolean isFirst = isBeforeAll(encounter, then);
        List<EncounterLocationComponent> until = places.stream()
                .filter(place ->
                        place != next && place.getPeriod().getEndElement().equalsDeep(came))
                .toList();
        if (same(next, there) && (isFirst || !until.isEmpty())) {
            until.forEach(place -> place.getPeriod().setEndElement(then.copy()));
            next.getPeriod().setStartElement(then.copy());
        } else if (isFirst && !same(next, there)) {
            EncounterLocationComponent was = places.stream()
                    .filter(place -> same(place, there) && !place.getPeriod().hasStart())
                    .findFirst()
                    .orElseGet(() -> {
                        places.add(0, new EncounterLocationComponent().setLocation(there));
                        return places.get(0);
                    });
            was.setStatus(EncounterLocationStatus.COMPLETED);
            was.getPeriod().setStartElement(then.copy());
            if (!was.getPeriod().hasEnd()) {
                was.getPeriod().setEndElement(came);
            }
        }
    }

    private static boolean wasAt(EncounterLocationComponent place, Reference there, DateTimeType then) {
        return same(place, there)
                && place.getPeriod().hasStart()
                && !isAfter(place.getPeriod().getStartElement(), then)
                && (!place.getPeriod().hasEnd()
                        || !isAfter(then, place.getPeriod().getEndElement()));
    }

    private static boolean isAfter(DateTimeType one, DateTimeType other) {
        return one.getValue().after(other.getValue());
    }

    /** Where the patient of a visit to come is to be. */
    public static void plan(Segment pv1, Encounter encounter, Draft draft) {
        if (!pv1.field(3).isAbsent()) {
            encounter.getLocation().removeIf(place -> place.getStatus() == EncounterLocationStatus.PLANNED);
        }
        Locations.reference(pv1.field(3), draft)
                .ifPresent(there -> open(there, encounter, EncounterLocationStatus.PLANNED)); // PV1-3
    }

    /** The visit is over: the patient is nowhere here any more. */
    public static void complete(Encounter encounter, DateTimeType at) {
        leave(encounter, at, Optional.empty());
    }

    /** The patient is nowhere any more but where they are for a while. */
    private static void leave(Encounter encounter, DateTimeType at, Optional<Reference> temporary) {
        encounter.getLocation().stream()
                .filter(place -> place.getStatus() == EncounterLocationStatus.ACTIVE)
                .filter(place -> temporary.filter(there -> same(place, there)).isEmpty())
                .forEach(place -> end(place, at));
        encounter
                .getLocation()
                .removeIf(place -> place.getStatus() == EncounterLocationStatus.RESERVED
                        || place.getStatus() == EncounterLocationStatus.PLANNED);
    }

    /** The visit is not over after all: the place that its end closed is open again. */
    public static void reopen(Segment pv1, Encounter encounter, DateTimeType ended, DateTimeType at, Draft draft) {
        Optional<Reference> now = Locations.reference(pv1.field(3), draft);
        Optional<EncounterLocationComponent> last = encounter.getLocation().stream()
                .filter(place -> place.getPeriod().getEndElement().equalsDeep(ended))
                .filter(place -> now.map(here -> same(place, here)).orElse(true))
                .findFirst();
        last.ifPresent(place -> {
            place.setStatus(EncounterLocationStatus.ACTIVE);
            place.getPeriod().setEndElement(null);
        });
        is(pv1, encounter, at, draft);
    }

    private static void is(Segment pv1, Encounter encounter, DateTimeType at, Draft draft) {
        Field pl = pv1.field(3); // PV1-3
        if (pl.isCleared()) {
            leave(encounter, at, Locations.reference(pv1.field(11), draft));
        }
        Locations.reference(pl, draft).filter(here -> !isAt(encounter, here)).ifPresent(here -> {
            encounter.getLocation().stream()
                    .filter(place -> place.getStatus() == EncounterLocationStatus.ACTIVE)
                    .forEach(place -> end(place, at));
            encounter
                    .getLocation()
                    .removeIf(place -> place.getStatus() == EncounterLocationStatus.PLANNED
                            || (place.getStatus() == EncounterLocationStatus.RESERVED && same(place, here)));
            open(here, encounter, EncounterLocationStatus.ACTIVE).getPeriod().setStartElement(at.copy());
        });
    }

    /** Where the patient was before, if we do not know it already. */
    private static void was(Field pl, Encounter encounter, Draft draft) {
        Locations.reference(pl, draft)
                .filter(there -> encounter.getLocation().stream().noneMatch(place -> same(place, there)))
                .ifPresent(there -> open(there, encounter, EncounterLocationStatus.COMPLETED));
    }

    /** Where the patient is to go; it stands alone until they are there. */
    private static void pending(Field pl, Encounter encounter, Draft draft) {
        if (pl.isAbsent()) {
            return;
        }
        encounter.getLocation().removeIf(place -> place.getStatus() == EncounterLocationStatus.RESERVED);
        Locations.reference(pl, draft).ifPresent(there -> open(there, encounter, EncounterLocationStatus.RESERVED));
    }

    private static EncounterLocationComponent open(
            Reference place, Encounter encounter, EncounterLocationStatus status) {
        return encounter.getLocation().stream()
                .filter(present -> same(present, place) && present.getStatus() == status)
                .filter(present -> status != EncounterLocationStatus.COMPLETED)
                .findFirst()
                .orElseGet(() -> encounter.addLocation().setLocation(place).setStatus(status));
    }

    private static void end(EncounterLocationComponent place, DateTimeType at) {
        place.setStatus(EncounterLocationStatus.COMPLETED);
        boolean before = place.getPeriod().hasStart()
                && at.getValue().before(place.getPeriod().getStart());
        // Heard too late to have been there at all: R4 wants no end before the beginning (per-1).
        place.getPeriod()
                .setEndElement(before ? place.getPeriod().getStartElement().copy() : at.copy());
    }

    private static boolean isAt(Encounter encounter, Reference here) {
        return encounter.getLocation().stream()
                .anyMatch(place -> same(place, here) && place.getStatus() == EncounterLocationStatus.ACTIVE);
    }

    private static boolean same(EncounterLocationComponent place, Reference other) {
        return other.getReference().equals(place.getLocation().getReference());
    }
}
