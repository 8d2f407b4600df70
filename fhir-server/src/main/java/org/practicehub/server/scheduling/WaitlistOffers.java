package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.FreedTimes.Asked;
import org.practicehub.server.scheduling.FreedTimes.Freed;
import org.practicehub.server.scheduling.FreedTimes.Outcome;
import org.practicehub.server.scheduling.WaitlistMatches.Gap;
import org.practicehub.server.scheduling.WaitlistMatches.Match;

/**
 * Offers freed times to those who wait (practice.md S2): to one after the other, or to a few at once of whom the first who says yes
 * has it. As long as somebody is being asked the time is kept from everybody else by one hold.
 */
final class WaitlistOffers {
    /** The hold outlasts the offers: the hub itself ends both. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final FreedTimes times;
    private final WaitlistMatches matches;
    private final WaitlistNews news;
    private final Desk desk;
    private final Calendars calendars;
    private final Judges judges;
    private final WaitlistSettings settings;
    private final Clock clock;

    WaitlistOffers(
            FreedTimes times,
            WaitlistMatches matches,
            WaitlistNews news,
            Desk desk,
            Calendars calendars,
            Judges judges,
            WaitlistSettings settings,
            Clock clock) {
        this.times = times;
        this.matches = matches;
        this.news = news;
        this.desk = desk;
        this.calendars = calendars;
        this.judges = judges;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Moves a freed time on: what was offered and is over ends, and whoever is next is asked.
     *
     * @return how many were asked
     */
    int advance(Freed freed, Unit unit) {
        Instant now = clock.instant();
        times.withdrawn(freed.id()).forEach(one -> end(one, Outcome.WITHDRAWN, unit));
        List<Asked> open = times.open(freed.id());
        if (freed.hold().isPresent()) {
            Instant answerBy = freed.answerBy().orElse(now);
            if (!open.isEmpty() && now.isBefore(answerBy)) {
                times.lookAgain(freed.id(), answerBy);
                return 0;
            }
            open.forEach(one -> end(one, Outcome.EXPIRED, unit));
            release(freed, unit);
        }
        Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
        ZoneId zone = Proposals.zone(hours.getOrDefault(freed.owner(), List.of()), Optional.empty());
        Optional<Instant> quiet = settings.quiet(now, zone);
        Instant first = quiet.orElse(now).plus(settings.notice());
        if (!freed.span().until().isAfter(first)) {
            times.done(freed.id());
            return 0;
        }
        if (quiet.isPresent()) {
            times.lookAgain(freed.id(), quiet.get());
            return 0;
        }
        List<Match> ranked = matches.ranked(
                new Gap(freed.span(), false, List.of(freed.owner()), Optional.empty(), first, Optional.of(freed.id())),
                hours,
                unit.resources());
        if (ranked.isEmpty()) {
            times.done(freed.id());
            return 0;
        }
        return ask(freed, ranked, unit);
    }

    /** The first of them, and who wants the very same as they do. */
    private int ask(Freed freed, List<Match> ranked, Unit unit) {
        Match first = ranked.get(0);
        Offer offer = first.best();
        List<Match> batch = ranked.stream()
                .filter(match -> match.at(offer).isPresent())
                .limit(settings.atOnce())
                .toList();
        Instant now = clock.instant();
        Instant latest = now.plus(settings.answer());
        Instant answerBy =
                latest.isBefore(offer.span().from()) ? latest : offer.span().from();
        String hold = desk.put(
                new Wanted(
                        first.type(),
                        offer,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        first.judge(),
                        Optional.of("Kept for the waitlist"),
                        Optional.of(Duration.between(now, answerBy).plus(GRACE)),
                        Optional.empty(),
                        Optional.empty()),
                unit);
        batch.forEach(match -> ask(freed, match, offer, answerBy, unit));
        times.keep(freed.id(), hold, answerBy);
        return batch.size();
    }

    private void ask(Freed freed, Match match, Offer offer, Instant answerBy, Unit unit) {
        WaitlistEntry entry = match.entry();
        boolean phoneOnly = matches.isPhoneOnly(match.patient());
        Task task = news.task(entry, phoneOnly, answerBy);
        Optional<CommunicationRequest> request =
                phoneOnly ? Optional.empty() : Optional.of(news.request(entry, answerBy));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(entry.offered(offer, answerBy), Optional.of(entry.appointment())));
        changes.add(new Change(task, Optional.empty()));
        request.ifPresent(one -> changes.add(new Change(one, Optional.empty())));
        changes.add(Trail.of(entry.appointment(), "Time offered", Optional.empty(), clock.instant()));
        write(changes, unit);
        times.ask(new Asked(
                freed.id(),
                entry.id(),
                offer.span(),
                offer.site(),
                Outcome.OFFERED,
                changes.get(1).reference(),
                request.map(one -> changes.get(2).reference())));
    }

    private static void write(List<Change> changes, Unit unit) {
        AtDesk.write(false, () -> unit.write(changes, Authorship.current().orElse("urn:x-hub:scheduling")));
    }

    /** An offer is over: what tells of it ends, and the entry waits on. */
    private void end(Asked asked, Outcome outcome, Unit unit) {
        List<Change> changes = new ArrayList<>(news.end(asked, outcome, unit.resources()));
        entry(asked.appointment(), unit.resources())
                .filter(WaitlistEntry::isOn)
                .filter(entry -> entry.appointment().hasExtension(Terms.WAITLIST_OFFER))
                .ifPresent(entry -> changes.add(new Change(entry.withoutOffer(), Optional.of(entry.appointment()))));
        times.settle(asked, outcome);
        write(changes, unit);
    }

    private static Optional<WaitlistEntry> entry(String id, StoredResources record) {
        return record.read(ResourceType.Appointment, id).map(one -> WaitlistEntry.of((Appointment) one, record));
    }

    /** The time is kept no longer. */
    private void release(Freed freed, Unit unit) {
        freed.hold()
                .flatMap(id -> unit.resources().read(ResourceType.Appointment, id))
                .map(Appointment.class::cast)
                .filter(one -> one.getStatus() == AppointmentStatus.PENDING)
                .ifPresent(one -> desk.cancel(
                        one, new CodeableConcept().setText("Kept for the waitlist"), Optional.empty(), unit));
        times.release(freed.id());
    }

    /**
     * An offer that somebody answers, locked until the answer is written.
     *
     * @param isOn whether it can still be taken
     */
    record Answered(WaitlistEntry entry, Asked asked, Freed freed, boolean isOn) {}

    /** What was offered last to an entry; empty when nothing ever was. */
    Optional<Answered> answered(String entry, Unit unit) {
        return times.last(entry).flatMap(asked -> times.locked(asked.freed()).flatMap(freed -> {
            // Again, now that nobody else is at it.
            Asked last = times.last(entry).orElse(asked);
            boolean on = last.outcome() == Outcome.OFFERED
                    && freed.answerBy()
                            .filter(by -> by.isAfter(clock.instant()))
                            .isPresent();
            return entry(entry, unit.resources()).map(one -> new Answered(one, last, freed, on));
        }));
    }

    /** What was offered, as something that can be booked: the entry itself, or the visit that comes earlier with it. */
    Wanted wanted(Answered answered, StoredResources record) {
        WaitlistEntry entry = answered.entry();
        Optional<Appointment> visit = matches.visit(entry, record);
        if (entry.visit().isPresent() && visit.isEmpty()) {
            throw Refused.conflict("The visit that was to be earlier is not booked any more.");
        }
        Asked asked = answered.asked();
        Offer offer = new Offer(entry.service(), asked.span(), answered.freed().owner(), asked.site(), List.of());
        Appointment existing = visit.orElseGet(entry::withoutWishes);
        comes(existing, entry.patient());
        return new Wanted(
                matches.type(entry, record),
                offer,
                List.of(),
                Optional.of(existing),
                Optional.of(entry.patient()),
                judges.of(
                        entry.audience(),
                        entry.service(),
                        Optional.of(entry.patient()),
                        WaitlistMatches.existing(entry, visit),
                        record),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Who says yes has said that they come. */
    private static void comes(Appointment appointment, String patient) {
        appointment.getParticipant().stream()
                .filter(one -> patient.equals(one.getActor().getReference()))
                .forEach(one -> one.setStatus(ParticipationStatus.ACCEPTED));
    }

    /** Before it is booked: the hold gives way, and nobody else can have it. */
    void giveWay(Answered answered, Unit unit) {
        times.settle(answered.asked(), Outcome.ACCEPTED);
        release(answered.freed(), unit);
    }

    /** After it is booked: who answered is done, and the others hear that it is taken. */
    void booked(Answered answered, Unit unit) {
        StoredResources record = unit.resources();
        List<Change> changes = new ArrayList<>(news.end(answered.asked(), Outcome.ACCEPTED, record));
        changes.add(news.answer(answered.entry(), answered.asked(), true));
        if (answered.entry().visit().isPresent()) {
            Appointment over = answered.entry().withoutOffer().setStatus(AppointmentStatus.CANCELLED);
            over.setCancelationReason(new CodeableConcept().setText("The visit was moved to an earlier time"));
            changes.add(new Change(over, Optional.of(answered.entry().appointment())));
        }
        write(changes, unit);
        times.open(answered.freed().id()).forEach(other -> end(other, Outcome.TAKEN, unit));
        times.filled(answered.freed().id());
    }

    /** They let it pass, and wait on; the next one is asked when nobody of the batch is left. */
    void declined(Answered answered, Unit unit) {
        write(List.of(news.answer(answered.entry(), answered.asked(), false)), unit);
        end(answered.asked(), Outcome.DECLINED, unit);
        if (times.open(answered.freed().id()).isEmpty()) {
            times.lookAgain(answered.freed().id(), clock.instant());
        }
    }

    /** An entry waits no longer. */
    void over(String id, Unit unit) {
        entry(id, unit.resources()).filter(WaitlistEntry::isOn).ifPresent(entry -> {
            Optional<Appointment> visit = matches.visit(entry, unit.resources());
            boolean withoutVisit = entry.visit().isPresent() && visit.isEmpty();
            Appointment over = entry.withoutOffer().setStatus(AppointmentStatus.CANCELLED);
            over.setCancelationReason(new CodeableConcept()
                    .setText(
                            withoutVisit
                                    ? "The visit that was to be earlier is not booked any more"
                                    : "Waited until the last day"));
            write(
                    List.of(
                            new Change(over, Optional.of(entry.appointment())),
                            Trail.of(over, "Taken off the waitlist", Optional.empty(), clock.instant())),
                    unit);
        });
    }
}
