package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Location;

/** Where things take place, for people who work at some of a practice's locations. */
final class Places {
    private static final Map<String, String> ELEMENTS = Map.of(
            "Appointment", "participant.actor",
            "Encounter", "location.location",
            "HealthcareService", "location",
            "Schedule", "actor",
            "Slot", "schedule");

    /** Room, floor, building, site: nobody nests deeper. */
    private static final int DEEPEST = 6;

    private final FhirContext fhir;
    private final Records records;

    Places(FhirContext fhir, Records records) {
        this.fhir = fhir;
        this.records = records;
    }

    /** Whether resources of the type say where they take place. */
    static boolean areTold(String type) {
        return ELEMENTS.containsKey(type);
    }

    /** Whether the resource takes place at one of these, or in a room of one; or nowhere in particular. */
    boolean at(IBaseResource resource, Set<String> locations) {
        Set<String> places = new HashSet<>();
        fhir.newTerser()
                .getValues(resource, ELEMENTS.get(resource.fhirType()), IBaseReference.class)
                .forEach(reference -> {
                    String type = reference.getReferenceElement().getResourceType();
                    String id = reference.getReferenceElement().getIdPart();
                    if ("Location".equals(type)) {
                        upwards("Location/" + id, places);
                    } else if ("Schedule".equals(type)) {
                        records.current(type, id)
                                .ifPresent(schedule ->
                                        fhir.newTerser().getValues(schedule, "actor", IBaseReference.class).stream()
                                                .map(actor -> actor.getReferenceElement())
                                                .filter(actor -> "Location".equals(actor.getResourceType()))
                                                .forEach(actor -> upwards("Location/" + actor.getIdPart(), places)));
                    }
                });
        return places.isEmpty() || places.stream().anyMatch(locations::contains);
    }

    private void upwards(String location, Set<String> places) {
        Optional<String> next = Optional.of(location);
        for (int i = 0; i < DEEPEST && next.isPresent() && places.add(next.get()); i++) {
            next = records.current(next.get())
                    .map(Location.class::cast)
                    .filter(Location::hasPartOf)
                    .map(place -> "Location/"
                            + place.getPartOf().getReferenceElement().getIdPart());
        }
    }
}
