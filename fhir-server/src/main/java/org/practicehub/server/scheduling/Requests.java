package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
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
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Access;
import org.practicehub.server.access.Access.Right;
import org.practicehub.server.access.Sight;
import org.practicehub.server.scheduling.Refused.Why;

/** Reads what an operation was given, and says beside which parameter it is wrong. */
final class Requests {
    private static final Set<AppointmentStatus> ALIVE =
            Set.of(AppointmentStatus.PROPOSED, AppointmentStatus.PENDING, AppointmentStatus.BOOKED);

    private final Offers offers;
    private final SchedulingSettings settings;
    private final Sight sight;
    private final Clock clock;

    Requests(Offers offers, SchedulingSettings settings, Sight sight, Clock clock) {
        this.offers = offers;
        this.settings = settings;
        this.sight = sight;
        this.clock = clock;
    }

    /** For who may book for everybody: what is open to whom beyond that, the practice's rules will say. */
    void check(RequestDetails request) {
        Access access = Access.of(request);
        boolean may = access.mayAll('c', "Appointment")
                && access.mayAll('u', "Appointment")
                && access.mayAll('r', "Patient")
                && access.may('s', "Slot");
        if (!may) {
            throw new ForbiddenOperationException("This needs the right to book appointments for every patient.");
        }
    }

    static Instant instant(@Nullable DateTimeType given, String name) {
        Date value = given == null ? null : given.getValue();
        if (value == null) {
            throw Refused.because(Why.REQUIRED, "A date and time is needed here.", name);
        }
        return value.toInstant();
    }

    static Optional<String> text(@Nullable StringType given) {
        return Optional.ofNullable(given).map(StringType::getValue).filter(text -> !text.isBlank());
    }

    static Optional<String> overbook(
            @Nullable BooleanType overbook, @Nullable StringType reason, RequestDetails request) {
        if (overbook == null || !overbook.booleanValue()) {
            return Optional.empty();
        }
        if (!Access.of(request).rights().contains(Right.OVERBOOK)) {
            throw Refused.because(
                    Why.RULE, "Your role may not book where no time is free. Choose another time.", "overbook");
        }
        Optional<String> why = text(reason);
        if (why.isEmpty()) {
            throw Refused.because(Why.REQUIRED, "Say why it shall be although the time is not free.", "reason");
        }
        return why;
    }

    Duration holdLength(@Nullable IntegerType seconds) {
        Duration longest = settings.longestHold();
        if (seconds == null || seconds.getValue() == null) {
            return longest;
        }
        Duration asked = Duration.ofSeconds(seconds.getValue());
        if (asked.isNegative() || asked.isZero() || asked.compareTo(longest) > 0) {
            throw Refused.because(
                    Why.RULE, "A time can be held for 1 to " + longest.toSeconds() + " seconds.", "hold-seconds");
        }
        return asked;
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

    private static Optional<Resource> find(@Nullable Reference given, String type, StoredResources record) {
        IdType id = new IdType(given == null ? null : given.getReference());
        return type.equals(id.getResourceType()) && id.hasIdPart() && !id.isAbsolute()
                ? record.read(ResourceType.fromCode(type), id.getIdPart())
                : Optional.empty();
    }

    /** A held Appointment that is to be booked; empty when the reference is to an offer. */
    Optional<Appointment> held(@Nullable Reference reference, StoredResources record, RequestDetails request) {
        if (reference == null || !reference.hasReference()) {
            return Optional.empty();
        }
        Appointment held = (Appointment) find(reference, "Appointment", record)
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(
                        () -> Refused.because(Why.NOT_FOUND, "There is no such appointment.", "appointment-reference"));
        Optional<Instant> until = Busy.holdUntil(held);
        if (held.getStatus() != AppointmentStatus.PENDING || until.isEmpty()) {
            throw Refused.conflict("This appointment is not held any more.");
        }
        if (until.get().isBefore(clock.instant())) {
            throw Refused.conflict("The time was held until a moment ago. Find a time again.");
        }
        return Optional.of(held);
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

    private static Optional<String> service(Appointment appointment, StoredResources record) {
        return AppointmentParts.service(appointment).or(() -> byCode(appointment, record));
    }

    /** The type of a visit that is to be moved. */
    VisitType typeOf(Offer offer, StoredResources record) {
        return offer.service().isEmpty()
                ? VisitType.unknown(
                        Duration.between(offer.span().from(), offer.span().until()))
                : type(new Reference(offer.service()), true, record);
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

    /** Whose calendar it is: a person with two roles has one. */
    private static String owner(String actor, StoredResources record) {
        return find(new Reference(actor), "PractitionerRole", record)
                .map(PractitionerRole.class::cast)
                .map(role -> role.getPractitioner().getReference())
                .orElse(actor);
    }

    /** The same of several. */
    Set<String> owners(@Nullable List<Reference> given, StoredResources record) {
        Set<String> owners = new LinkedHashSet<>();
        Optional.ofNullable(given).orElse(List.of()).stream()
                .flatMap(one -> Stream.ofNullable(one.getReference()))
                .forEach(one -> owners.add(owner(one, record)));
        return owners;
    }

    /** Whether it came from {@code $find}, and so leaves open who of a pool it is. */
    boolean isOffer(@Nullable Reference reference, @Nullable Appointment resource) {
        return offerToken(reference, resource).isPresent();
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
        Offer was = of(met, service(met, record).orElse(""), record);
        Instant from = instant(start, "start");
        Duration length = Duration.between(was.span().from(), was.span().until());
        String provider =
                Optional.ofNullable(practitioner).map(Reference::getReference).orElse(was.provider());
        return new Offer(was.service(), new Span(from, from.plus(length)), provider, was.site(), was.others());
    }

    /** Whose visit it is: as it is said, or as what is held or proposed says. */
    Optional<String> patient(
            @Nullable Reference given,
            Optional<Appointment> held,
            @Nullable Appointment resource,
            StoredResources record) {
        Optional<String> before =
                held.flatMap(one -> AppointmentParts.actors(one, "Patient").findFirst());
        Optional<Reference> said = Optional.ofNullable(given).or(() -> Optional.ofNullable(resource)
                .flatMap(one ->
                        AppointmentParts.actors(one, "Patient").findFirst().map(Reference::new)));
        if (said.isEmpty()) {
            return before;
        }
        String patient = find(said.get(), "Patient", record)
                .map(found -> "Patient/" + found.getIdElement().getIdPart())
                .orElseThrow(() -> Refused.because(Why.NOT_FOUND, "There is no such patient.", "patient-reference"));
        if (before.isPresent() && !before.get().equals(patient)) {
            throw Refused.because(Why.RULE, "The time is held for another patient.", "patient-reference");
        }
        return Optional.of(patient);
    }

    /** An Appointment that has not been and is not off. */
    Appointment alive(IdType id, StoredResources record, RequestDetails request) {
        Appointment appointment = record.read(ResourceType.Appointment, id.getIdPart())
                .map(Appointment.class::cast)
                // What may not be seen is answered as what is not there.
                .filter(one -> sight.isOpen(Access.of(request), 'u', one))
                .orElseThrow(() -> new ResourceNotFoundException("There is no such appointment."));
        if (!ALIVE.contains(appointment.getStatus())) {
            throw Refused.conflict("This visit has begun or is over: "
                    + appointment.getStatus().getDisplay() + ".");
        }
        return appointment;
    }

    /** One that has its time, and so can be moved to another. */
    Appointment booked(IdType id, StoredResources record, RequestDetails request) {
        Appointment appointment = alive(id, record, request);
        if (appointment.getStatus() == AppointmentStatus.PROPOSED
                || Busy.holdUntil(appointment).isPresent()) {
            throw Refused.conflict("This visit is not booked yet, so it cannot be moved.");
        }
        return appointment;
    }
}
