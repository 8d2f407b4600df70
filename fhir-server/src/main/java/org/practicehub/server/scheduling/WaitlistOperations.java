package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.scheduling.FreedTimes.Rate;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.WaitlistMatches.Gap;
import org.practicehub.server.scheduling.WaitlistMatches.Match;
import org.practicehub.server.scheduling.WaitlistOffers.Answered;

/** The waitlist's operations: answers to offers, whom a time could suit, and how many freed times were filled (S2, S36). */
public final class WaitlistOperations {
    private static final Duration LONGEST_GAP = Duration.ofDays(31);
    private static final Duration USUAL_RATE = Duration.ofDays(30);
    private static final int USUAL_COUNT = 20;
    private static final int MOST = 100;

    private final Requests requests;
    private final MeantTimes meant;
    private final Offers tokens;
    private final Bookings bookings;
    private final WaitlistOffers offers;
    private final WaitlistMatches matches;
    private final FreedTimes times;
    private final Calendars calendars;
    private final FhirStore store;
    private final MeterRegistry meters;
    private final Clock clock;

    WaitlistOperations(
            Requests requests,
            MeantTimes meant,
            Offers tokens,
            Bookings bookings,
            WaitlistOffers offers,
            WaitlistMatches matches,
            FreedTimes times,
            Calendars calendars,
            FhirStore store,
            MeterRegistry meters,
            Clock clock) {
        this.requests = requests;
        this.meant = meant;
        this.tokens = tokens;
        this.bookings = bookings;
        this.offers = offers;
        this.matches = matches;
        this.times = times;
        this.calendars = calendars;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes the time that is offered to an entry: it is booked for it, or the visit that it wants earlier is moved there. Who comes
     * second hears 409 with other times, and waits on.
     */
    @Operation(name = "$accept-offer", type = Appointment.class)
    public Bundle accept(@IdParam IdType id, RequestDetails request) {
        requests.asker(request);
        AtomicReference<@Nullable Answered> answered = new AtomicReference<>();
        Bundle booked = bookings.put(
                unit -> {
                    Answered one = answered(id, unit, request);
                    Wanted wanted = offers.wanted(one, unit.resources());
                    if (!one.isOn()) {
                        throw lost(wanted);
                    }
                    answered.set(one);
                    offers.giveWay(one, unit);
                    return wanted;
                },
                (wanted, unit) -> Optional.ofNullable(answered.get()).ifPresent(one -> offers.booked(one, unit)));
        meters.counter("hub.waitlist.filled").increment();
        return booked;
    }

    private Answered answered(IdType id, Unit unit, RequestDetails request) {
        requests.entry(id, unit.resources(), request);
        Answered answered = offers.answered(id.getIdPart(), unit)
                .orElseThrow(() -> Refused.conflict("No time has been offered yet."));
        if (!answered.entry().isOn()) {
            throw Refused.conflict("This visit is not waited for any more: "
                    + answered.entry().appointment().getStatus().getDisplay() + ".");
        }
        return answered;
    }

    private BaseServerResponseException lost(Wanted wanted) {
        return Refused.conflict(
                "Somebody else has taken this time, or the answer came too late. The entry stays on the waitlist.",
                bookings.alternatives(wanted));
    }

    /** Lets the time pass that is offered to an entry. It waits on, and the next one is asked. */
    @Operation(name = "$decline-offer", type = Appointment.class)
    public Bundle decline(@IdParam IdType id, RequestDetails request) {
        requests.asker(request);
        return bookings.change(unit -> {
            Answered answered = answered(id, unit, request);
            if (!answered.isOn()) {
                throw Refused.conflict("No time is on offer any more. The entry stays on the waitlist.");
            }
            offers.declined(answered, unit);
            return id.getIdPart();
        });
    }

    /**
     * Who of those that wait could have a time, whom to ask first at the top, with the parts of the score and what books it.
     *
     * @param start of the time that is to be filled
     * @param end of it
     * @param practitioner whose time; anybody's, without
     * @param service of this type alone
     */
    @Operation(name = "$waitlist-matches", type = Appointment.class, idempotent = true)
    public Parameters matches(
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "end") @Nullable DateTimeType end,
            @OperationParam(name = "practitioner") @Nullable List<Reference> practitioner,
            @OperationParam(name = "service-type-reference") @Nullable Reference service,
            @OperationParam(name = "_count") @Nullable IntegerType count,
            RequestDetails request) {
        staff(request);
        Span span = span(start, end, LONGEST_GAP);
        int most = count == null ? USUAL_COUNT : Math.max(1, Math.min(MOST, count.getValue()));
        return store.unit(unit -> {
            Optional<String> type = Optional.ofNullable(service)
                    .map(one -> meant.type(one, unit.resources()).reference());
            Gap gap = new Gap(
                    span,
                    true,
                    List.copyOf(meant.owners(practitioner, unit.resources())),
                    type,
                    clock.instant(),
                    Optional.empty());
            Parameters answer = new Parameters();
            matches.ranked(gap, calendars.all(unit.resources()), unit.resources()).stream()
                    .filter(match -> requests.sees(match.entry().appointment(), request))
                    .limit(most)
                    .forEach(match -> add(answer.addParameter().setName("match"), match, unit));
            return answer;
        });
    }

    private void add(ParametersParameterComponent to, Match match, Unit unit) {
        WaitlistScore score = match.score();
        Offer offer = match.best();
        to.addPart()
                .setName("entry")
                .setValue(new Reference("Appointment/" + match.entry().id()));
        // Without a name: who is shown one reads the Patient, and the audit trail tells of it.
        to.addPart().setName("patient").setValue(new Reference(match.entry().patient()));
        Reference provider = new Reference(offer.provider());
        AppointmentParts.display(offer.provider(), unit.resources()).ifPresent(provider::setDisplay);
        to.addPart().setName("practitioner").setValue(provider);
        to.addPart().setName("start").setValue(instant(offer.span().from()));
        to.addPart().setName("end").setValue(instant(offer.span().until()));
        to.addPart()
                .setName("offer")
                .setValue(new Identifier().setSystem(Terms.OFFER).setValue(tokens.seal(offer)));
        to.addPart().setName("phone-only").setValue(new BooleanType(matches.isPhoneOnly(match.patient())));
        to.addPart().setName("score").setValue(new IntegerType(score.total()));
        to.addPart().setName("score-priority").setValue(new IntegerType(score.priority()));
        to.addPart().setName("score-waiting").setValue(new IntegerType(score.waiting()));
        to.addPart().setName("score-fit").setValue(new IntegerType(score.fit()));
        to.addPart().setName("score-asked").setValue(new IntegerType(score.asked()));
    }

    private static InstantType instant(Instant time) {
        return new InstantType(Date.from(time));
    }

    /**
     * How many times were freed, how many of them were offered, and how many were filled by somebody who accepted.
     *
     * @param start from when they were freed; 30 days ago, without
     * @param end until when; now, without
     */
    @Operation(name = "$waitlist-rate", type = Appointment.class, idempotent = true)
    public Parameters rate(
            @OperationParam(name = "start") @Nullable DateTimeType start,
            @OperationParam(name = "end") @Nullable DateTimeType end,
            RequestDetails request) {
        staff(request);
        Instant until = end == null ? clock.instant() : MeantTimes.instant(end, "end");
        Instant since = start == null ? until.minus(USUAL_RATE) : MeantTimes.instant(start, "start");
        Rate rate = times.rate(since, until);
        return new Parameters()
                .addParameter("freed", new IntegerType((int) rate.freed()))
                .addParameter("offered", new IntegerType((int) rate.offered()))
                .addParameter("filled", new IntegerType((int) rate.filled()));
    }

    private void staff(RequestDetails request) {
        if (requests.asker(request).isPatient()) {
            throw new ForbiddenOperationException("The practice alone sees who waits.");
        }
    }

    private static Span span(@Nullable DateTimeType start, @Nullable DateTimeType end, Duration longest) {
        Span span = new Span(MeantTimes.instant(start, "start"), MeantTimes.instant(end, "end"));
        if (span.isEmpty()) {
            throw Refused.because(Why.INVALID, "The end must be after the start.", "end");
        }
        if (Duration.between(span.from(), span.until()).compareTo(longest) > 0) {
            throw Refused.because(Why.INVALID, "At most 31 days can be looked at at once.", "end");
        }
        return span;
    }
}
