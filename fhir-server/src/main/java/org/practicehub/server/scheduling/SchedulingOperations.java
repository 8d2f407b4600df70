package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Finder.Question;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.Requests.Asker;

/**
 * Finding a time and booking it (practice.md 3.2; IHE ITI-115 to 117). What succeeds is a Bundle with the one Appointment, what
 * fails an OperationOutcome alone.
 */
public final class SchedulingOperations {
    private static final Duration LONGEST_SEARCH = Duration.ofDays(100);
    private static final int USUAL_COUNT = 20;
    private static final int MOST = 200;

    private final Finder finder;
    private final Desk desk;
    private final Requests requests;
    private final MeantTimes times;
    private final Calendars calendars;
    private final Proposals proposals;
    private final Bookings bookings;
    private final Judges judges;
    private final AskedOfDesk asked;
    private final FhirStore store;

    SchedulingOperations(
            Finder finder,
            Desk desk,
            Requests requests,
            MeantTimes times,
            Calendars calendars,
            Proposals proposals,
            Bookings bookings,
            Judges judges,
            AskedOfDesk asked,
            FhirStore store) {
        this.finder = finder;
        this.desk = desk;
        this.requests = requests;
        this.times = times;
        this.calendars = calendars;
        this.proposals = proposals;
        this.bookings = bookings;
        this.judges = judges;
        this.asked = asked;
        this.store = store;
    }

    /**
     * Times at which a visit could be, soonest first.
     *
     * @param start from when
     * @param end until when; at most 100 days
     * @param service {@code HealthcareService/x}
     * @param practitioners with one of them; with anybody, without
     * @param locations at one of these sites; anywhere, without
     * @param patient whose visit it is to be; what the practice's rules keep from them is not offered, and if that is all, the
     *     answer says why. A patient who asks is meant themselves
     * @param ignoring an Appointment that is to be moved
     */
    @Operation(name = "$find", type = Appointment.class, idempotent = true)
    public Bundle find(
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "end") @Nullable DateTimeType end,
            @OperationParam(name = "service-type-reference") @Nullable Reference service,
            @OperationParam(name = "practitioner") @Nullable List<Reference> practitioners,
            @OperationParam(name = "location-reference") @Nullable List<Reference> locations,
            @OperationParam(name = "patient-reference") @Nullable Reference patient,
            @OperationParam(name = "ignore-appointment") @Nullable Reference ignoring,
            @OperationParam(name = "_count") @Nullable IntegerType count,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        Span window = new Span(MeantTimes.instant(start, "start"), MeantTimes.instant(end, "end"));
        if (window.isEmpty()) {
            throw Refused.because(Why.INVALID, "The end must be after the start.", "end");
        }
        if (Duration.between(window.from(), window.until()).compareTo(LONGEST_SEARCH) > 0) {
            throw Refused.because(Why.INVALID, "At most 100 days can be searched at once.", "end");
        }
        int most = count == null ? USUAL_COUNT : Math.max(1, Math.min(MOST, count.getValue()));
        return store.unit(unit -> {
            VisitType type = times.type(service, unit.resources());
            Optional<Appointment> moved = requests.ignored(ignoring, unit.resources(), request);
            Judge judge = judges.of(
                    asker.audience(),
                    type.reference(),
                    requests.patient(patient, moved, null, asker, unit.resources()),
                    moved,
                    unit.resources());
            Question question = new Question(
                    type,
                    window,
                    times.owners(practitioners, unit.resources()),
                    references(locations),
                    judge,
                    moved.map(one -> one.getIdElement().getIdPart()),
                    most);
            Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
            Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
            proposals
                    .of(finder.find(question, hours), type, hours, unit.resources())
                    .forEach(offer -> bundle.addEntry().setResource(offer));
            bundle.setTotal(bundle.getEntry().size());
            if (bundle.getTotal() == 0) {
                judge.hidden().ifPresent(why -> AskedOfDesk.tell(bundle, why));
            }
            return bundle;
        });
    }

    private static Set<String> references(@Nullable List<Reference> given) {
        Set<String> references = new LinkedHashSet<>();
        Optional.ofNullable(given)
                .ifPresent(all -> all.forEach(
                        one -> Optional.ofNullable(one.getReference()).ifPresent(references::add)));
        return references;
    }

    /**
     * Books an offer, what is held, or a time of one's own.
     *
     * @param reference to an offer by its identifier, or to a held Appointment
     * @param resource a proposed Appointment of {@code $find}, or one with a time of one's own
     * @param start a time of one's own, with {@code service}, {@code practitioner} and perhaps {@code location}; it takes as long
     *     as such a visit takes
     * @param asked a visit that is asked for, which has its time with this
     * @param overbook whether it shall be although the time is taken or the calendar not open; needs a reason
     */
    @Operation(name = "$book", type = Appointment.class)
    public Bundle book(
            @OperationParam(name = "appointment-reference") @Nullable Reference reference,
            @OperationParam(name = "appointment-resource") @Nullable Appointment resource,
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "service-type-reference") @Nullable Reference service,
            @OperationParam(name = "practitioner") @Nullable Reference practitioner,
            @OperationParam(name = "location-reference") @Nullable Reference location,
            @OperationParam(name = "patient-reference") @Nullable Reference patient,
            @OperationParam(name = "request-reference") @Nullable Reference asked,
            @OperationParam(name = "comment") @Nullable StringType comment,
            @OperationParam(name = "overbook") @Nullable BooleanType overbook,
            @OperationParam(name = "reason") @Nullable StringType reason,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        Optional<String> why = Requests.overbook(overbook, reason, request);
        return bookings.put(unit -> {
            Optional<Appointment> held = requests.held(reference, unit.resources(), request);
            Requests.checkOffered(asker, held.isPresent() || times.isOffer(reference, resource));
            Optional<Appointment> before = held.or(() -> requests.asked(asked, unit.resources(), request));
            Offer offer = start == null || reference != null || resource != null
                    ? times.offer(reference, resource, held, unit.resources())
                    : times.own(start, service, practitioner, location, unit.resources());
            Optional<String> whose = requests.patient(patient, before, resource, asker, unit.resources());
            if (whose.isEmpty()) {
                throw Refused.because(Why.REQUIRED, "Choose whose visit it is.", "patient-reference");
            }
            return new Wanted(
                    times.type(new Reference(offer.service()), unit.resources()),
                    offer,
                    times.isOffer(reference, resource) ? List.of() : offer.others(),
                    before,
                    whose,
                    judge(asker, offer, whose, before, unit),
                    Requests.text(comment),
                    Optional.empty(),
                    why,
                    Optional.ofNullable(resource)
                            .filter(Appointment::hasReasonCode)
                            .map(Appointment::getReasonCodeFirstRep));
        });
    }

    /**
     * Keeps an offer free for somebody for a while (IHE ITI-116).
     *
     * @param seconds for how long; as the hub is set to, at the most
     */
    @Operation(name = "$hold", type = Appointment.class)
    public Bundle hold(
            @OperationParam(name = "appointment-reference") @Nullable Reference reference,
            @OperationParam(name = "appointment-resource") @Nullable Appointment resource,
            @OperationParam(name = "patient-reference") @Nullable Reference patient,
            @OperationParam(name = "hold-seconds") @Nullable IntegerType seconds,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        Duration length = requests.holdLength(seconds);
        Requests.checkOffered(asker, times.isOffer(reference, resource));
        return bookings.put(unit -> {
            Offer offer = times.offer(reference, resource, Optional.empty(), unit.resources());
            Optional<String> whose = requests.patient(patient, Optional.empty(), resource, asker, unit.resources());
            if (asker.isPatient()) {
                whose.ifPresent(one -> asked.release(one, unit));
            }
            return new Wanted(
                    times.type(new Reference(offer.service()), unit.resources()),
                    offer,
                    times.isOffer(reference, resource) ? List.of() : offer.others(),
                    Optional.empty(),
                    whose,
                    judge(asker, offer, whose, Optional.empty(), unit),
                    Optional.empty(),
                    Optional.of(length),
                    Optional.empty(),
                    Optional.empty());
        });
    }

    /**
     * Moves a visit: its old time is free and its new one taken in one commit, or nothing happens (S3).
     *
     * @param reference to an offer by its identifier
     * @param start a time of one's own instead, with whom it was before or with another practitioner
     */
    @Operation(name = "$reschedule", type = Appointment.class)
    public Bundle reschedule(
            @IdParam IdType id,
            @OperationParam(name = "appointment-reference") @Nullable Reference reference,
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "practitioner") @Nullable Reference practitioner,
            @OperationParam(name = "overbook") @Nullable BooleanType overbook,
            @OperationParam(name = "reason") @Nullable StringType reason,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        Optional<String> why = Requests.overbook(overbook, reason, request);
        Requests.checkOffered(asker, times.isOffer(reference, null));
        Optional<Bundle> tooLate =
                asker.isPatient() ? asked.whenTooLate(id, "Asks for another time", request) : Optional.empty();
        return tooLate.orElseGet(() -> bookings.put(unit -> {
            Appointment met = requests.booked(id, unit.resources(), request);
            Offer offer = times.moved(met, reference, start, practitioner, unit.resources());
            return new Wanted(
                    times.typeOf(offer, unit.resources()),
                    offer,
                    List.of(),
                    Optional.of(met),
                    Optional.empty(),
                    judge(asker, offer, AppointmentParts.actors(met, "Patient").findFirst(), Optional.of(met), unit),
                    Optional.empty(),
                    Optional.empty(),
                    why,
                    Optional.empty());
        }));
    }

    /**
     * Calls a visit off; its times are free at once (S3).
     *
     * @param reason who called it off and why, of HL7's appointment-cancellation-reason
     */
    @Operation(name = "$cancel", type = Appointment.class)
    public Bundle cancel(
            @IdParam IdType id,
            @OperationParam(name = "reason") @Nullable CodeableConcept reason,
            @OperationParam(name = "comment") @Nullable StringType comment,
            RequestDetails request) {
        Asker asker = requests.asker(request);
        if (reason == null || reason.isEmpty()) {
            throw Refused.because(Why.REQUIRED, "Say why it is called off.", "reason");
        }
        Optional<Bundle> tooLate =
                asker.isPatient() ? asked.whenTooLate(id, "Asks to cancel", request) : Optional.empty();
        return tooLate.orElseGet(() -> bookings.change(unit -> {
            desk.cancel(requests.alive(id, unit.resources(), request), reason, Requests.text(comment), unit);
            return id.getIdPart();
        }));
    }

    private Judge judge(Asker asker, Offer offer, Optional<String> patient, Optional<Appointment> existing, Unit unit) {
        return judges.of(asker.audience(), offer.service(), patient, existing, unit.resources());
    }

    /** The patient has said that they come (S5). */
    @Operation(name = "$confirm", type = Appointment.class)
    public Bundle confirm(@IdParam IdType id, RequestDetails request) {
        requests.asker(request);
        return bookings.change(unit -> {
            Appointment met = requests.alive(id, unit.resources(), request);
            if (met.getStatus() == AppointmentStatus.PENDING) {
                throw Refused.because(Why.RULE, "What is only held cannot be confirmed. Book it first.", "status");
            }
            desk.confirm(met, unit);
            return id.getIdPart();
        });
    }
}
