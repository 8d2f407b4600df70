package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.AppointmentResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Refused.Why;
import org.practicehub.server.scheduling.VisitType.Pool;

/** Writes bookings: the Appointment and a Slot in each calendar that it takes, all of it or nothing (S9). */
final class Desk {
    private final Calendars calendars;
    private final BusyTable table;
    private final PatientsVisits visits;
    private final BooleanSupplier othersDecide;
    private final Clock clock;

    /** @param othersDecide whether visits are asked of another system, whose calendar it is */
    Desk(Calendars calendars, BusyTable table, PatientsVisits visits, BooleanSupplier othersDecide, Clock clock) {
        this.calendars = calendars;
        this.table = table;
        this.visits = visits;
        this.othersDecide = othersDecide;
        this.clock = clock;
    }

    /**
     * Books, holds or moves.
     *
     * @return the Appointment's id
     * @throws TimeTaken when somebody else has some of the time
     */
    String put(Wanted wanted, Unit unit) {
        Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
        Offer offer = chosen(wanted, hours, unit.resources());
        checkHours(wanted, hours.getOrDefault(offer.provider(), List.of()));
        if (wanted.overbook().isEmpty()) {
            wanted.judge().check(offer, Proposals.zone(hours.getOrDefault(offer.provider(), List.of()), offer.site()));
        }
        Optional<String> patient = wanted.patient().or(() -> wanted.existing()
                .flatMap(one -> AppointmentParts.actors(one, "Patient").findFirst()));
        table.lock(Stream.concat(Proposals.owners(offer).stream(), patient.stream())
                .toList());
        if (wanted.overbook().isEmpty()) {
            Map<String, List<Busy>> busy = table.busy(List.of(offer.provider()), around(offer.span()));
            if (!isFree(offer.provider(), wanted, busy, hours)) {
                throw new TimeTaken(offer.provider());
            }
            patient.ifPresent(one -> visits.checkFree(one, offer.span(), wanted.judge()::counts));
        }
        Appointment appointment = wanted.existing().map(Appointment::copy).orElseGet(() -> (Appointment)
                new Appointment().setCreated(Date.from(clock.instant())).setId("Appointment/" + UUID.randomUUID()));
        ZoneId zone = Proposals.zone(hours.getOrDefault(offer.provider(), List.of()), offer.site());
        write(appointment, wanted, offer, zone, unit);
        SlotChanges slots = new SlotChanges(appointment, unit.resources());
        List<Change> changes = new ArrayList<>(slots.take(wanted.type(), offer, zone, hours));
        // What moves leaves its time first: a visit may go where it was itself, or where its own buffer was.
        changes.stream().filter(SlotChanges::moves).forEach(change -> table.remove(id(change.resource())));
        changes.add(new Change(appointment, wanted.existing().map(one -> one)));
        changes.add(Trail.of(appointment, activity(wanted), wanted.overbook(), clock.instant()));
        if (wanted.hold().isEmpty() && wanted.existing().isPresent()) {
            changes.addAll(DeskTasks.close(appointment, "Booked", unit.resources(), clock.instant()));
        }
        AtDesk.write(wanted.overbook().isPresent(), () -> unit.write(changes, author()));
        if (wanted.hold().isPresent()
                || wanted.existing().flatMap(Busy::holdUntil).isPresent()) {
            table.hold(appointment.getIdElement().getIdPart(), until(wanted));
        }
        return appointment.getIdElement().getIdPart();
    }

    private static String activity(Wanted wanted) {
        if (wanted.hold().isPresent()) {
            return "Time held";
        }
        boolean moved = wanted.existing()
                .filter(one -> one.getStatus() == AppointmentStatus.BOOKED)
                .isPresent();
        return moved ? "Visit moved" : "Visit booked";
    }

    private static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }

    private static String author() {
        return Authorship.current().orElse("urn:x-hub:scheduling");
    }

    private Optional<Instant> until(Wanted wanted) {
        return wanted.hold()
                .map(length -> clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(length));
    }

    private void write(Appointment appointment, Wanted wanted, Offer offer, ZoneId zone, Unit unit) {
        // Where the EHR decides it is asked for, and pending until the EHR has said yes (hl7v2.md 5.2).
        boolean settled = wanted.hold().isEmpty() && !othersDecide.getAsBoolean();
        appointment.setStatus(settled ? AppointmentStatus.BOOKED : AppointmentStatus.PENDING);
        AppointmentParts.drop(appointment, Terms.HOLD_EXPIRES);
        until(wanted)
                .ifPresent(until -> appointment.addExtension(Terms.HOLD_EXPIRES, new DateTimeType(Date.from(until))));
        AppointmentParts.drop(appointment, Terms.OVERBOOKED);
        wanted.overbook().ifPresent(why -> appointment.addExtension(Terms.OVERBOOKED, new StringType(why)));
        wanted.comment().ifPresent(appointment::setComment);
        wanted.why().ifPresent(why -> appointment.setReasonCode(List.of(why)));
        AppointmentParts.type(appointment, wanted.type());
        AppointmentParts.time(appointment, offer.span(), zone);
        AppointmentParts.actors(
                appointment,
                offer,
                ParticipationStatus.ACCEPTED,
                actor -> AppointmentParts.display(actor, unit.resources()));
        boolean known =
                AppointmentParts.actors(appointment, "Patient").findAny().isPresent();
        if (!known) {
            wanted.patient().ifPresent(patient -> appointment
                    .addParticipant()
                    .setActor(new Reference(patient))
                    .setRequired(ParticipantRequired.REQUIRED)
                    .setStatus(ParticipationStatus.NEEDSACTION));
        }
        if (wanted.judge().isAskedByPatient()) {
            // Who books it has said that they come.
            accept(appointment);
        } else if (isMoved(wanted)) {
            // They have said that they come at another time.
            AppointmentParts.drop(appointment, Terms.CONFIRMED);
            patients(appointment).forEach(one -> one.setStatus(ParticipationStatus.NEEDSACTION));
        }
    }

    /** The offer, with whoever of each pool is free now, and whoever else was to be there before. */
    private Offer chosen(Wanted wanted, Map<String, List<OpenHours>> hours, StoredResources record) {
        Offer offer = wanted.offer();
        if (hours.getOrDefault(offer.provider(), List.of()).isEmpty()) {
            throw Refused.because(Why.RULE, "There is no calendar of this practitioner.", "practitioner");
        }
        List<Pool> pools = wanted.type().pools().stream()
                .filter(pool -> pool.isAt(offer.site()))
                .toList();
        List<String> others =
                new ArrayList<>(Stream.concat(kept(wanted, pools, record).stream(), wanted.named().stream())
                        .distinct()
                        .toList());
        List<String> all = Stream.concat(others.stream(), pools.stream().flatMap(pool -> pool.members().stream()))
                .toList();
        Map<String, List<Busy>> busy = table.busy(all, around(offer.span()));
        for (String other : others) {
            if (wanted.overbook().isEmpty() && !isFree(other, wanted, busy, hours)) {
                throw TimeTaken.byAll(other);
            }
        }
        for (Pool pool : pools) {
            if (wanted.named().stream().anyMatch(pool.members()::contains)) {
                continue;
            }
            others.add(pool.members().stream()
                    .filter(member -> !others.contains(member))
                    .filter(member -> isFree(member, wanted, busy, hours))
                    .min(Comparator.comparing((String member) -> !offer.others().contains(member))
                            .thenComparing(member -> gap(busy.getOrDefault(member, List.of()), offer.span())))
                    .or(() -> wanted.overbook()
                            .flatMap(why -> pool.members().stream().findFirst()))
                    .orElseThrow(() -> TimeTaken.byAll(wanted.type().reference())));
        }
        return new Offer(offer.service(), offer.span(), offer.provider(), offer.site(), others);
    }

    /** A second practitioner, a device, a room that no pool replaces: they come along when the visit moves. */
    private static List<String> kept(Wanted wanted, List<Pool> pools, StoredResources record) {
        List<String> timed = wanted.existing().map(AppointmentParts::timed).orElse(List.of());
        Optional<String> provider =
                timed.stream().filter(actor -> actor.startsWith("Practitioner")).findFirst();
        return timed.stream()
                .filter(actor -> !Optional.of(actor).equals(provider))
                .filter(actor -> !actor.equals(wanted.offer().provider()))
                .filter(actor -> pools.stream().noneMatch(pool -> pool.members().contains(actor)))
                .filter(actor -> !actor.startsWith("Location/") || isRoomOf(actor, wanted, record))
                .toList();
    }

    /** Whether it is a room, and where the visit is to be. */
    private static boolean isRoomOf(String location, Wanted wanted, StoredResources record) {
        return record.read(ResourceType.Location, new IdType(location).getIdPart())
                .map(Location.class::cast)
                .filter(Locations::isBookable)
                .filter(room -> wanted.offer().site().isEmpty()
                        || wanted.offer()
                                .site()
                                .equals(Optional.ofNullable(room.getPartOf().getReference())))
                .isPresent();
    }

    private static Span around(Span span) {
        return new Span(span.from().minus(1, ChronoUnit.DAYS), span.until().plus(1, ChronoUnit.DAYS));
    }

    private static boolean isFree(
            String owner, Wanted wanted, Map<String, List<Busy>> busy, Map<String, List<OpenHours>> hours) {
        return Diary.of(owner, hours, busy)
                .isFree(wanted.offer().span(), wanted.type(), wanted.existing().map(one -> one.getIdElement()
                        .getIdPart()));
    }

    /** How long the room would stand empty before and after: the tightest fit leaves the longest stretches free elsewhere. */
    private static long gap(List<Busy> busy, Span span) {
        long before = busy.stream()
                .filter(row -> !row.span().until().isAfter(span.from()))
                .mapToLong(row -> ChronoUnit.MINUTES.between(row.span().until(), span.from()))
                .min()
                .orElse(24 * 60);
        long after = busy.stream()
                .filter(row -> !row.span().from().isBefore(span.until()))
                .mapToLong(row ->
                        ChronoUnit.MINUTES.between(span.until(), row.span().from()))
                .min()
                .orElse(24 * 60);
        return before + after;
    }

    /** Within the calendar's hours, for this kind of visit, and not over already. */
    private void checkHours(Wanted wanted, List<OpenHours> provider) {
        if (wanted.overbook().isPresent()) {
            return;
        }
        Span span = wanted.offer().span();
        // One that has just begun may still be written down: somebody who walks in.
        if (span.from().isBefore(clock.instant().minus(wanted.type().length()))) {
            throw Refused.because(Why.RULE, "This time is over.", "start");
        }
        boolean open = Calendars.open(provider, wanted.type(), wanted.offer().site(), wanted.judge()::shows, span);
        if (!open) {
            throw Refused.because(
                    Why.RULE,
                    "The calendar is not open then for this kind of visit. Choose a time that $find offers, or book it anyway,"
                            + " with a reason.",
                    "start");
        }
    }

    /** Ends an Appointment: its times are free again at once (S3). */
    void cancel(Appointment met, CodeableConcept reason, Optional<String> comment, Unit unit) {
        Appointment appointment = met.copy();
        appointment.setStatus(AppointmentStatus.CANCELLED).setCancelationReason(reason);
        AppointmentParts.drop(appointment, Terms.HOLD_EXPIRES);
        comment.ifPresent(appointment::setComment);
        List<Change> changes = new ArrayList<>(new SlotChanges(appointment, unit.resources()).free());
        changes.add(new Change(appointment, Optional.of(met)));
        changes.add(Trail.of(appointment, "Visit cancelled", Optional.empty(), clock.instant()));
        changes.addAll(DeskTasks.close(appointment, "Cancelled", unit.resources(), clock.instant()));
        AtDesk.write(false, () -> unit.write(changes, author()));
        if (Busy.holdUntil(met).isPresent()) {
            table.hold(appointment.getIdElement().getIdPart(), Optional.empty());
        }
    }

    private static boolean isMoved(Wanted wanted) {
        return wanted.existing()
                .filter(Appointment::hasStart)
                .filter(one ->
                        !one.getStart().toInstant().equals(wanted.offer().span().from()))
                .isPresent();
    }

    private static Stream<AppointmentParticipantComponent> patients(Appointment appointment) {
        return appointment.getParticipant().stream()
                .filter(one -> String.valueOf(one.getActor().getReference()).startsWith("Patient/"));
    }

    private void accept(Appointment appointment) {
        patients(appointment).forEach(one -> one.setStatus(ParticipationStatus.ACCEPTED));
        AppointmentParts.drop(appointment, Terms.CONFIRMED);
        appointment.addExtension(Terms.CONFIRMED, new DateTimeType(Date.from(clock.instant())));
    }

    /** The patient has said that they come (S5). */
    void confirm(Appointment met, Unit unit) {
        Appointment appointment = met.copy();
        accept(appointment);
        AppointmentResponse response = new AppointmentResponse();
        response.setId("AppointmentResponse/" + UUID.randomUUID());
        response.setAppointment(
                new Reference("Appointment/" + appointment.getIdElement().getIdPart()));
        AppointmentParts.actors(appointment, "Patient")
                .findFirst()
                .map(Reference::new)
                .ifPresent(response::setActor);
        response.setParticipantStatus(AppointmentResponse.ParticipantStatus.ACCEPTED);
        unit.write(
                List.of(
                        new Change(appointment, Optional.of(met)),
                        new Change(response, Optional.empty()),
                        Trail.of(appointment, "Visit confirmed", Optional.empty(), clock.instant())),
                author());
    }
}
