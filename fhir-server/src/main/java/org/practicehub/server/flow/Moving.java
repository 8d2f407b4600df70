package org.practicehub.server.flow;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.server.access.Authorship;

/** Writes a visit's next state, on the version that was met. */
final class Moving {
    private final FhirStore store;
    private final Found found;
    private final Clock clock;

    Moving(FhirStore store, Found found, Clock clock) {
        this.store = store;
        this.found = found;
        this.clock = clock;
    }

    Bundle appointment(Appointment met, VisitState to, Function<Appointment, Appointment> more) {
        VisitState from = VisitState.of(met, found.encounter(met).map(Encounter::getStatus));
        if (from == to || !from.mayBecome(to)) {
            throw conflict(met);
        }
        Appointment next = more.apply(met.copy()).setStatus(to.appointment());
        if (to != VisitState.LEFT) {
            // R4 app-4: a reason belongs to what is off.
            next.setCancelationReason(null);
        }
        return write(met, List.of(new Change(next, Optional.of(met))));
    }

    /** The Encounter is what ends; a visit without one ends by itself. */
    Bundle checkOut(Appointment met) {
        Optional<Encounter> encounter =
                found.encounter(met).filter(one -> one.getStatus() != EncounterStatus.CANCELLED);
        VisitState from = VisitState.of(met, encounter.map(Encounter::getStatus));
        boolean done = encounter
                .map(one -> one.getStatus() == EncounterStatus.FINISHED)
                .orElse(true);
        if (from == VisitState.CHECKED_OUT && done) {
            throw conflict(met);
        }
        if (encounter.isEmpty() || done) {
            return appointment(met, VisitState.CHECKED_OUT, Function.identity());
        }
        Encounter over = encounter.get().copy();
        over.setStatus(EncounterStatus.FINISHED);
        over.getPeriod().setEnd(now());
        leave(over);
        return write(met, List.of(new Change(over, encounter.map(one -> one))));
    }

    Bundle room(Appointment met, @Nullable Reference location) {
        String room = Optional.ofNullable(location)
                .map(Reference::getReference)
                .filter(one -> found.read(Location.class, one).isPresent())
                .orElseThrow(() -> Gate.refused("room-missing", "Choose a room.", "location-reference"));
        Encounter encounter = found.encounter(met)
                .filter(one ->
                        one.getStatus() != EncounterStatus.CANCELLED && one.getStatus() != EncounterStatus.FINISHED)
                .orElseThrow(() -> conflict(met));
        Encounter next = encounter.copy();
        next.setStatus(EncounterStatus.INPROGRESS);
        leave(next);
        next.addLocation()
                .setLocation(new Reference(room))
                .setStatus(EncounterLocationStatus.ACTIVE)
                .getPeriod()
                .setStart(now());
        return write(met, List.of(new Change(next, Optional.of(encounter))));
    }

    private void leave(Encounter encounter) {
        encounter.getLocation().stream()
                .filter(place -> place.getStatus() == EncounterLocationStatus.ACTIVE)
                .forEach(place -> {
                    place.setStatus(EncounterLocationStatus.COMPLETED);
                    place.getPeriod().setEnd(now());
                });
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private Bundle write(Appointment visit, List<Change> changes) {
        settled(() -> store.unit(unit -> unit.write(changes, author())));
        return answer(Found.reference(visit));
    }

    /** The visit as it is now, with its Encounter. */
    Bundle answer(String reference, Resource... more) {
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(1);
        Appointment visit = found.read(Appointment.class, reference).orElseThrow();
        bundle.addEntry().setResource(visit).getSearch().setMode(SearchEntryMode.MATCH);
        found.encounter(visit)
                .ifPresent(encounter ->
                        bundle.addEntry().setResource(encounter).getSearch().setMode(SearchEntryMode.INCLUDE));
        Stream.of(more)
                .forEach(one -> bundle.addEntry().setResource(one).getSearch().setMode(SearchEntryMode.OUTCOME));
        return bundle;
    }

    static String author() {
        return Authorship.current().orElse("urn:x-hub:flow");
    }

    /** Who was not the fastest hears so. */
    static <T> T settled(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreConflict e) {
            String sentence =
                    "Somebody else changed this visit, or took its time, at the same moment. Look at it again.";
            throw new ResourceVersionConflictException(sentence, outcome(sentence));
        }
    }

    private static ResourceVersionConflictException conflict(Appointment met) {
        String sentence = "This visit cannot go there from where it is: "
                + met.getStatus().getDisplay() + ".";
        return new ResourceVersionConflictException(sentence, outcome(sentence));
    }

    private static OperationOutcome outcome(String sentence) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.CONFLICT)
                .setDiagnostics(sentence);
        return outcome;
    }
}
