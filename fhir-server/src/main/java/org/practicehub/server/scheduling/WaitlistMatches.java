package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Finder.Question;
import org.practicehub.server.scheduling.WaitlistTable.Waiting;

/** Finds who of those that wait could have a time, and in which order they are asked (practice.md 3.5, backfill). */
final class WaitlistMatches {
    /** Whoever matters most and has waited longest is looked at first: more than so many are not needed to fill one time. */
    private static final int LOOKED_AT = 200;

    private static final int TIMES_EACH = 60;

    private final WaitlistTable table;
    private final Finder finder;
    private final Judges judges;
    private final PatientsVisits visits;
    private final WaitlistSettings settings;
    private final Clock clock;

    WaitlistMatches(
            WaitlistTable table,
            Finder finder,
            Judges judges,
            PatientsVisits visits,
            WaitlistSettings settings,
            Clock clock) {
        this.table = table;
        this.finder = finder;
        this.judges = judges;
        this.visits = visits;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A time that is to be filled.
     *
     * @param span of it
     * @param within whether a visit must lie within it; else it may reach into time beside it that is free as well
     * @param owners whose time it is; of anybody, when empty
     * @param service of this type alone
     * @param notBefore no visit that begins sooner
     * @param note the note that it was freed, if it was: who was asked about it is not asked again
     */
    record Gap(
            Span span,
            boolean within,
            List<String> owners,
            Optional<String> service,
            Instant notBefore,
            Optional<Long> note) {}

    /**
     * Somebody who could have it.
     *
     * @param judge who knows the rules for them
     * @param times at which they could come, the best first
     */
    record Match(
            WaitlistEntry entry, Patient patient, VisitType type, Judge judge, List<Offer> times, WaitlistScore score) {

        Offer best() {
            return times.get(0);
        }

        /** Whether they could come at the very time of another's visit, and be in and out as that one. */
        Optional<Offer> at(Offer other) {
            return times.stream()
                    .filter(time -> time.service().equals(other.service())
                            && time.span().equals(other.span())
                            && time.provider().equals(other.provider())
                            && time.site().equals(other.site()))
                    .findFirst();
        }
    }

    /** Who could have it, whoever is to be asked first at the top. */
    List<Match> ranked(Gap gap, Map<String, List<OpenHours>> hours, StoredResources record) {
        return table.waiting(gap.span(), gap.owners(), gap.note(), LOOKED_AT).stream()
                .flatMap(waiting -> match(waiting, gap, hours, record).stream())
                .sorted(Comparator.comparing((Match match) -> -match.score().total())
                        .thenComparing(match -> match.entry().since())
                        .thenComparing(match -> match.entry().id()))
                .toList();
    }

    private Optional<Match> match(
            Waiting waiting, Gap gap, Map<String, List<OpenHours>> hours, StoredResources record) {
        Optional<WaitlistEntry> read = record.read(ResourceType.Appointment, waiting.appointment())
                .map(one -> WaitlistEntry.of((Appointment) one, record))
                .filter(WaitlistEntry::isOn)
                .filter(one -> gap.service().isEmpty() || gap.service().get().equals(one.service()));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        WaitlistEntry entry = read.get();
        Optional<Patient> patient = MeantTimes.find(new Reference(entry.patient()), "Patient", record)
                .map(Patient.class::cast)
                .filter(one -> !(one.hasActive() && !one.getActive()) && !one.hasDeceased());
        Optional<VisitType> type = MeantTimes.find(new Reference(entry.service()), "HealthcareService", record)
                .map(HealthcareService.class::cast)
                .filter(one -> !one.hasActive() || one.getActive())
                .map(VisitType::of);
        Optional<Appointment> visit = visit(entry, record);
        if (patient.isEmpty() || type.isEmpty() || (entry.visit().isPresent() && visit.isEmpty())) {
            return Optional.empty();
        }
        Judge judge = judges.of(
                entry.audience(), entry.service(), Optional.of(entry.patient()), existing(entry, visit), record);
        List<Offer> times = times(entry, gap, type.get(), judge, visit, hours);
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(new Match(
                        entry,
                        patient.get(),
                        type.get(),
                        judge,
                        times,
                        WaitlistScore.of(
                                entry,
                                times.get(0),
                                gap.span(),
                                waiting.askedAt(),
                                settings.askedAgain(),
                                clock.instant())));
    }

    VisitType type(WaitlistEntry entry, StoredResources record) {
        return MeantTimes.find(new Reference(entry.service()), "HealthcareService", record)
                .map(HealthcareService.class::cast)
                .map(VisitType::of)
                .orElseThrow(() -> Refused.conflict("There is no such type of visit any more."));
    }

    /** What is moved or booked: it does not count beside itself. */
    static Optional<Appointment> existing(WaitlistEntry entry, Optional<Appointment> visit) {
        return visit.or(() -> Optional.of(entry.appointment()));
    }

    /** The visit that should be earlier, as long as it is to come. */
    Optional<Appointment> visit(WaitlistEntry entry, StoredResources record) {
        return entry.visit()
                .flatMap(reference -> record.read(ResourceType.Appointment, new IdType(reference).getIdPart()))
                .map(Appointment.class::cast)
                .filter(one -> WaitlistEntries.isToCome(one) && one.hasStart())
                .filter(one -> one.getStart().toInstant().isAfter(clock.instant()));
    }

    private List<Offer> times(
            WaitlistEntry entry,
            Gap gap,
            VisitType type,
            Judge judge,
            Optional<Appointment> visit,
            Map<String, List<OpenHours>> hours) {
        Set<String> providers = gap.owners().isEmpty()
                ? entry.providers()
                : Set.copyOf(gap.owners().stream()
                        .filter(owner ->
                                entry.providers().isEmpty() || entry.providers().contains(owner))
                        .toList());
        Duration beside = gap.within() ? Duration.ZERO : type.length();
        Span window =
                new Span(gap.span().from().minus(beside), gap.span().until().plus(beside));
        Optional<Instant> before = visit.map(one -> one.getStart().toInstant());
        return finder
                .find(
                        new Question(
                                type,
                                window,
                                providers,
                                entry.sites(),
                                judge,
                                visit.map(one -> one.getIdElement().getIdPart()),
                                TIMES_EACH),
                        hours)
                .stream()
                .filter(offer -> offer.span().overlaps(gap.span()))
                .filter(offer -> !offer.span().from().isBefore(gap.notBefore()))
                .filter(offer -> entry.wishes(offer.span()))
                .filter(offer -> before.isEmpty() || offer.span().from().isBefore(before.get()))
                .filter(offer -> visits.isFree(entry.patient(), offer.span(), judge::counts))
                .sorted(Comparator.comparing((Offer offer) -> !offer.span().equals(gap.span()))
                        .thenComparing(
                                offer -> offer.span().from().isBefore(gap.span().from())))
                .toList();
    }

    /** Whether nothing can be sent to them: no e-mail address and no mobile number that is theirs now. */
    boolean isPhoneOnly(Patient patient) {
        return patient.getTelecom().stream()
                .filter(point -> point.hasValue() && point.getUse() != ContactPointUse.OLD)
                .filter(point -> !point.getPeriod().hasEnd()
                        || point.getPeriod().getEnd().toInstant().isAfter(clock.instant()))
                .noneMatch(point -> point.getSystem() == ContactPointSystem.EMAIL
                        || point.getSystem() == ContactPointSystem.SMS
                        || point.getUse() == ContactPointUse.MOBILE);
    }
}
