package org.practicehub.server.messaging;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.PatientCommunicationComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.StoredResources;

/**
 * A visit as far as a reminder needs to know it.
 *
 * @param services codes of its type
 * @param zone the site's
 * @param place the site's name, telephone and address, or the practice's
 */
record Visit(Appointment appointment, Patient patient, Instant begins, Set<String> services, ZoneId zone, Place place) {
    private static final String CONFIRMED = "urn:x-hub:extension:patient-confirmed";
    private static final String TIME_ZONE = "http://hl7.org/fhir/StructureDefinition/timezone";
    /** A room is in a floor is in a site: more than that is no building. */
    private static final int STEPS_OUT = 5;

    /** Where it is, in words. */
    record Place(String practice, String phone, Optional<String> address) {}

    /** Empty for what has no patient or no time. */
    static Optional<Visit> of(Appointment appointment, StoredResources record, Plans.Practice practice) {
        Optional<Patient> patient = actor(appointment, "Patient").flatMap(one -> read(one, Patient.class, record));
        if (patient.isEmpty() || !appointment.hasStart()) {
            return Optional.empty();
        }
        Site site = Site.of(appointment, record);
        return Optional.of(new Visit(
                appointment,
                patient.get(),
                appointment.getStart().toInstant(),
                appointment.getServiceType().stream()
                        .flatMap(type -> type.getCoding().stream())
                        .map(Coding::getCode)
                        .filter(code -> code != null)
                        .collect(Collectors.toSet()),
                site.zone().orElse(practice.zone()),
                new Place(
                        site.organization().orElse(practice.name()),
                        site.phone().orElse(practice.phone()),
                        site.address())));
    }

    String id() {
        return appointment.getIdElement().getIdPart();
    }

    long version() {
        return Long.parseLong(appointment.getMeta().getVersionId());
    }

    /** {@code Patient/x}. */
    String whose() {
        return "Patient/" + patient.getIdElement().getIdPart();
    }

    boolean isBooked() {
        return appointment.getStatus() == AppointmentStatus.BOOKED;
    }

    boolean isCancelled() {
        return appointment.getStatus() == AppointmentStatus.CANCELLED;
    }

    /** A participant who is accepted may only be in the EHR's calendar. */
    boolean isConfirmed() {
        return appointment.hasExtension(CONFIRMED);
    }

    /** Where the patient's clock is: what the record says, else the site's. */
    ZoneId patientZone() {
        return zone(patient).orElse(zone);
    }

    Optional<String> language() {
        return patient.getCommunication().stream()
                .sorted((one, other) -> Boolean.compare(other.getPreferred(), one.getPreferred()))
                .map(PatientCommunicationComponent::getLanguage)
                .flatMap(language -> language.getCoding().stream())
                .map(Coding::getCode)
                .filter(code -> code != null)
                .findFirst();
    }

    /** The name that they are called by. */
    String firstName() {
        return patient.getName().stream()
                .filter(name -> name.hasGiven() && name.getUse() != NameUse.OLD && name.getUse() != NameUse.MAIDEN)
                .sorted((one, other) -> Boolean.compare(isUsual(other), isUsual(one)))
                .map(name -> name.getGiven().get(0).getValue())
                .findFirst()
                .orElse("");
    }

    private static boolean isUsual(HumanName name) {
        return name.getUse() == NameUse.USUAL || name.getUse() == NameUse.NICKNAME;
    }

    private static Optional<ZoneId> zone(DomainResource resource) {
        return Optional.ofNullable(resource.getExtensionByUrl(TIME_ZONE))
                .map(Extension::getValue)
                .map(value -> value.primitiveValue())
                .flatMap(name -> {
                    try {
                        return Optional.of(ZoneId.of(name));
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                });
    }

    private static Optional<String> actor(Appointment appointment, String type) {
        return appointment.getParticipant().stream()
                .map(one -> one.getActor().getReference())
                .filter(reference -> reference != null && reference.startsWith(type + "/"))
                .findFirst();
    }

    private static <T extends Resource> Optional<T> read(String reference, Class<T> type, StoredResources record) {
        IdType id = new IdType(reference);
        return record.read(ResourceType.fromCode(type.getSimpleName()), id.getIdPart())
                .map(type::cast);
    }

    /** The rooms and buildings around a visit, from the inside outwards. */
    private record Site(
            Optional<ZoneId> zone, Optional<String> organization, Optional<String> phone, Optional<String> address) {

        static Site of(Appointment appointment, StoredResources record) {
            Site site = new Site(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            Optional<String> next = actor(appointment, "Location");
            for (int step = 0; step < STEPS_OUT && next.isPresent(); step++) {
                Optional<Location> location = read(next.get(), Location.class, record);
                if (location.isEmpty()) {
                    break;
                }
                site = site.and(location.get(), record);
                next = Optional.ofNullable(location.get().getPartOf().getReference());
            }
            return site;
        }

        private Site and(Location location, StoredResources record) {
            return new Site(
                    zone.or(() -> Visit.zone(location)),
                    organization.or(() -> Optional.ofNullable(
                                    location.getManagingOrganization().getReference())
                            .flatMap(reference -> read(reference, Organization.class, record))
                            .map(Organization::getName)),
                    phone.or(() -> location.getTelecom().stream()
                            .filter(one -> one.getSystem() == ContactPointSystem.PHONE)
                            .map(ContactPoint::getValue)
                            .findFirst()),
                    address.or(() -> Optional.of(location.getAddress())
                            .filter(one -> one.hasLine())
                            .map(Site::text)));
        }

        private static String text(Address address) {
            return Stream.of(
                            address.getLine().stream().map(Object::toString).collect(Collectors.joining(", ")),
                            address.getCity(),
                            address.getState())
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(", "));
        }
    }
}
