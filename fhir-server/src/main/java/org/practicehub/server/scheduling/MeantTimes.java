package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Refused.Why;

/** Reads which time is meant, with whom and for what: an offer, an Appointment, or parameters that say it. */
record MeantTimes(Offers offers) {

    static Instant instant(@Nullable DateTimeType given, String name) {
        Date value = given == null ? null : given.getValue();
        if (value == null) {
            throw Refused.because(Why.REQUIRED, "A date and time is needed here.", name);
        }
        return value.toInstant();
    }

    VisitType type(@Nullable Reference given, StoredResources record) {
        return type(given, false, record);
    }

    private VisitType type(@Nullable Reference given, boolean ended, StoredResources record) {
        Optional<HealthcareService> service = find(given, "HealthcareService", record)
                .map(HealthcareService.class::cast)
                .filter(one -> ended || !one.hasActive() || one.getActive());
        return VisitType.of(service.orElseThrow(
                () -> Refused.because(Why.NOT_FOUND, "There is no such type of visit.", "service-type-reference")));
    }

    Offer offer(
            @Nullable Reference reference,
            @Nullable Appointment resource,
            Optional<Appointment> held,
            StoredResources record) {
        if (held.isPresent()) {
            return of(held.get(), record);
        }
        Optional<String> token = offerToken(reference, resource);
        if (token.isPresent()) {
            return offers.open(token.get());
        }
        if (resource == null) {
            throw Refused.because(Why.REQUIRED, "Choose a time.", "appointment-reference");
        }
        return of(resource, record);
    }

    /** A time of one's own, said by parameters. */
    Offer own(
            DateTimeType start,
            @Nullable Reference service,
            @Nullable Reference practitioner,
            @Nullable Reference location,
            StoredResources record) {
        VisitType type = type(service, record);
        Instant from = instant(start, "start");
        String provider = Optional.ofNullable(practitioner)
                .map(Reference::getReference)
                .map(actor -> owner(actor, record))
                .orElseThrow(() -> Refused.because(Why.REQUIRED, "Choose a practitioner.", "practitioner"));
        Optional<String> site = Optional.ofNullable(location).map(Reference::getReference);
        if (site.isPresent() && find(location, "Location", record).isEmpty()) {
            throw Refused.because(Why.NOT_FOUND, "There is no such place.", "location-reference");
        }
        return new Offer(type.reference(), new Span(from, from.plus(type.length())), provider, site, List.of());
    }

    /** Where a visit goes. */
    Offer moved(
            Appointment met,
            @Nullable Reference reference,
            @Nullable DateTimeType start,
            @Nullable Reference practitioner,
            StoredResources record) {
        if (reference != null) {
            return offer(reference, null, Optional.empty(), record);
        }
        if (start == null) {
            throw Refused.because(Why.REQUIRED, "Choose a time.", "appointment-reference");
        }
        Offer was = as(met, record);
        Instant from = instant(start, "start");
        Duration length = Duration.between(was.span().from(), was.span().until());
        String provider = Optional.ofNullable(practitioner)
                .map(Reference::getReference)
                .map(actor -> owner(actor, record))
                .orElse(was.provider());
        return new Offer(was.service(), new Span(from, from.plus(length)), provider, was.site(), was.others());
    }

    /** What a visit takes that is there; of an unknown type, if it says none. */
    Offer as(Appointment visit, StoredResources record) {
        return of(visit, service(visit, record).orElse(""), record);
    }

    /** Whether it came from {@code $find}, and so leaves open who of a pool it is. */
    boolean isOffer(@Nullable Reference reference, @Nullable Appointment resource) {
        return offerToken(reference, resource).isPresent();
    }

    /** The type of a visit that is to be moved. */
    VisitType typeOf(Offer offer, StoredResources record) {
        return offer.service().isEmpty()
                ? VisitType.unknown(
                        Duration.between(offer.span().from(), offer.span().until()))
                : type(new Reference(offer.service()), true, record);
    }

    /** The same of several. */
    Set<String> owners(@Nullable List<Reference> given, StoredResources record) {
        Set<String> owners = new LinkedHashSet<>();
        Optional.ofNullable(given).orElse(List.of()).stream()
                .flatMap(one -> Stream.ofNullable(one.getReference()))
                .forEach(one -> owners.add(owner(one, record)));
        return owners;
    }

    /** Whose calendar it is: a person with two roles has one. */
    private static String owner(String actor, StoredResources record) {
        return find(new Reference(actor), "PractitionerRole", record)
                .map(PractitionerRole.class::cast)
                .map(role -> role.getPractitioner().getReference())
                .orElse(actor);
    }

    private static Optional<String> offerToken(@Nullable Reference reference, @Nullable Appointment resource) {
        return Optional.ofNullable(reference)
                .map(Reference::getIdentifier)
                .filter(identifier -> Terms.OFFER.equals(identifier.getSystem()))
                .or(() -> Optional.ofNullable(resource).flatMap(one -> one.getIdentifier().stream()
                        .filter(identifier -> Terms.OFFER.equals(identifier.getSystem()))
                        .findFirst()))
                .map(Identifier::getValue);
    }

    /** What an Appointment says of itself. */
    private Offer of(Appointment appointment, StoredResources record) {
        String service = service(appointment, record)
                .orElseThrow(() -> Refused.because(Why.REQUIRED, "Choose a type of visit.", "service-type-reference"));
        return of(appointment, service, record);
    }

    private Offer of(Appointment appointment, String service, StoredResources record) {
        if (!appointment.hasStart()) {
            throw Refused.because(Why.REQUIRED, "Choose when it begins.", "start");
        }
        Instant from = appointment.getStart().toInstant();
        Instant until = appointment.hasEnd()
                ? appointment.getEnd().toInstant()
                : from.plus(type(new Reference(service), record).length());
        Span span = new Span(from, until);
        if (span.isEmpty()) {
            throw Refused.because(Why.INVALID, "It must end after it begins.", "end");
        }
        List<String> people = Stream.concat(
                        AppointmentParts.actors(appointment, "Practitioner"),
                        AppointmentParts.actors(appointment, "PractitionerRole"))
                .map(actor -> owner(actor, record))
                .distinct()
                .toList();
        if (people.isEmpty()) {
            throw Refused.because(Why.REQUIRED, "Choose a practitioner.", "practitioner");
        }
        List<String> places = AppointmentParts.actors(appointment, "Location").toList();
        Stream<String> others = Stream.of(
                        people.stream().skip(1),
                        AppointmentParts.actors(appointment, "Device"),
                        places.stream().filter(place -> isRoom(place, record)))
                .flatMap(Function.identity());
        return new Offer(
                service,
                span,
                people.get(0),
                places.stream().filter(place -> !isRoom(place, record)).findFirst(),
                others.toList());
    }

    private static Optional<String> service(Appointment appointment, StoredResources record) {
        return AppointmentParts.service(appointment).or(() -> byCode(appointment, record));
    }

    /** The HealthcareService of a visit that a message brought: the one that has its code. */
    private static Optional<String> byCode(Appointment appointment, StoredResources record) {
        return appointment.getServiceType().stream()
                .flatMap(type -> type.getCoding().stream())
                .filter(coding -> coding.hasSystem() && coding.hasCode())
                .flatMap(coding -> record
                        .withIdentifier(
                                ResourceType.HealthcareService,
                                List.of(new Token(coding.getSystem(), coding.getCode())))
                        .stream())
                .map(service -> "HealthcareService/" + service.getIdElement().getIdPart())
                .findFirst();
    }

    private static boolean isRoom(String place, StoredResources record) {
        return find(new Reference(place), "Location", record)
                .map(Location.class::cast)
                .map(Locations::isBookable)
                .orElse(false);
    }

    /** What a reference leads to, if it is of the type and here. */
    static Optional<Resource> find(@Nullable Reference given, String type, StoredResources record) {
        IdType id = new IdType(given == null ? null : given.getReference());
        return type.equals(id.getResourceType()) && id.hasIdPart() && !id.isAbsolute()
                ? record.read(ResourceType.fromCode(type), id.getIdPart())
                : Optional.empty();
    }
}
