package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.StoredResources;

/** What an Appointment consists of, written and read in one place. */
final class AppointmentParts {

    private AppointmentParts() {}

    static void drop(DomainResource resource, String extension) {
        resource.getExtension().removeIf(one -> extension.equals(one.getUrl()));
    }

    /** By the clock of the zone, as the standard wants an instant. */
    static InstantType instant(Instant time, ZoneId zone) {
        InstantType instant = new InstantType();
        instant.setValue(Date.from(time));
        instant.setTimeZone(TimeZone.getTimeZone(zone));
        return instant;
    }

    static void time(Appointment appointment, Span span, ZoneId zone) {
        appointment.setStartElement(instant(span.from(), zone));
        appointment.setEndElement(instant(span.until(), zone));
        appointment.setMinutesDuration(
                (int) Duration.between(span.from(), span.until()).toMinutes());
    }

    static void type(Appointment appointment, VisitType type) {
        if (!type.isKnown()) {
            return;
        }
        CodeableConcept concept = type.types().isEmpty()
                ? new CodeableConcept()
                : type.types().get(0).copy();
        concept.addExtension(Terms.SERVICE, new Reference(type.reference()));
        appointment.setServiceType(List.of(concept));
    }

    /** The HealthcareService that it says; of one that came by a message, none. */
    static Optional<String> service(Appointment appointment) {
        return appointment.getServiceType().stream()
                .flatMap(type -> type.getExtensionsByUrl(Terms.SERVICE).stream())
                .flatMap(extension -> extension.getValue() instanceof Reference reference
                        ? Stream.ofNullable(reference.getReference())
                        : Stream.empty())
                .findFirst()
                .or(() -> actors(appointment, "HealthcareService").findFirst());
    }

    static Stream<String> actors(Appointment appointment, String type) {
        return appointment.getParticipant().stream()
                .map(participant -> participant.getActor().getReference())
                .filter(actor -> actor != null && actor.startsWith(type + "/"));
    }

    /** Whoever is to be there besides the patient: the provider, the rooms, the site. Who was to be there already stays as it is. */
    static void actors(
            Appointment appointment,
            Offer offer,
            ParticipationStatus status,
            Function<String, Optional<String>> names) {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(offer.provider());
        wanted.addAll(offer.others());
        offer.site().ifPresent(wanted::add);
        appointment
                .getParticipant()
                .removeIf(one -> isTimed(one) && !wanted.contains(one.getActor().getReference()));
        // A time of one's own within the visit was said of the visit's earlier time.
        appointment.getParticipant().forEach(one -> one.setPeriod(null));
        timed(appointment).forEach(wanted::remove);
        wanted.forEach(actor -> add(appointment, actor, status, names.apply(actor)));
    }

    /** Whose time it takes, or where it is. */
    static List<String> timed(Appointment appointment) {
        return appointment.getParticipant().stream()
                .filter(AppointmentParts::isTimed)
                .map(one -> one.getActor().getReference())
                .toList();
    }

    private static boolean isTimed(AppointmentParticipantComponent participant) {
        String actor = participant.getActor().getReference();
        return actor != null
                && Stream.of("Practitioner/", "PractitionerRole/", "Location/", "Device/")
                        .anyMatch(actor::startsWith);
    }

    private static void add(Appointment appointment, String actor, ParticipationStatus status, Optional<String> name) {
        Reference reference = new Reference(actor);
        name.ifPresent(reference::setDisplay);
        appointment
                .addParticipant()
                .setActor(reference)
                .setRequired(ParticipantRequired.REQUIRED)
                .setStatus(status);
    }

    static Optional<String> display(String reference, StoredResources record) {
        IdType id = new IdType(reference);
        return record.read(ResourceType.fromCode(id.getResourceType()), id.getIdPart())
                .flatMap(AppointmentParts::name);
    }

    private static Optional<String> name(Resource resource) {
        if (resource instanceof Location location) {
            return Optional.ofNullable(location.getName());
        }
        return resource instanceof Practitioner practitioner
                ? Optional.of(practitioner.getNameFirstRep().getNameAsSingleString())
                        .filter(name -> !name.isBlank())
                : Optional.empty();
    }
}
