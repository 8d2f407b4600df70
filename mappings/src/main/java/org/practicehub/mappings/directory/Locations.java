package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Location.LocationMode;
import org.hl7.fhir.r4.model.Location.LocationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.Places;
import org.practicehub.mappings.hl7v2.types.Places.Place;
import org.practicehub.mappings.hl7v2.types.Places.Size;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;

/** The sites, rooms and beds that messages name (G14). One that is known is left as the record has it. */
public final class Locations {

    private static final String PHYSICAL_TYPE = "http://terminology.hl7.org/CodeSystem/location-physical-type";
    private static final Set<String> BOOKABLE = Set.of("ro", "bd");

    private Locations() {}

    /** PL → the Location it names, with the ones around it; empty when it names none. */
    public static Optional<Location> location(Field pl, Draft draft) {
        return at(Places.places(pl, draft.source()), pl, draft);
    }

    /** PL → a reference to the Location it names. */
    public static Optional<Reference> reference(Field pl, Draft draft) {
        return location(pl, draft).map(location -> new Reference(Draft.reference(location)));
    }

    /** Whether a place can be taken by one appointment only: a room can, the site it is in cannot. */
    public static boolean isBookable(Location location) {
        return location.getPhysicalType().getCoding().stream().anyMatch(coding -> BOOKABLE.contains(coding.getCode()));
    }

    private static Optional<Location> at(List<Place> places, Field pl, Draft draft) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Place place = places.get(0);
        return draft.find(Location.class, List.of(place.token())).stream()
                .findFirst()
                .or(() -> Optional.of(create(place, at(places.subList(1, places.size()), pl, draft), pl, draft)));
    }

    private static Location create(Place place, Optional<Location> around, Field pl, Draft draft) {
        draft.source().warn(Code.UNKNOWN_KEY, pl, "The place was not known and was set up from the message.");
        Location location = new Location()
                .setStatus(LocationStatus.ACTIVE)
                .setMode(LocationMode.INSTANCE)
                .setName(place.token().value());
        location.addIdentifier()
                .setSystem(place.token().system())
                .setValue(place.token().value());
        Places.description(pl).ifPresent(location::setDescription); // PL-9
        physicalType(place.size()).ifPresent(location::setPhysicalType);
        around.ifPresent(larger -> location.setPartOf(new Reference(Draft.reference(larger))));
        return draft.create(location, place.token());
    }

    /** A point of care may be a site, a ward or a desk: the message does not tell. */
    private static Optional<CodeableConcept> physicalType(Size size) {
        Optional<String> code =
                switch (size) {
                    case BED -> Optional.of("bd");
                    case ROOM -> Optional.of("ro");
                    case POINT_OF_CARE -> Optional.empty();
                };
        return code.map(type -> new CodeableConcept()
                .addCoding(new Coding().setSystem(PHYSICAL_TYPE).setCode(type)));
    }
}
