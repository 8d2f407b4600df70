package org.practicehub.server.scheduling;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.NameUuid;
import org.practicehub.mappings.record.Token;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.Calendars.OpenHours;

/**
 * The Slots of an Appointment, named as the messages of feeds name them, so that either moves the same ones. A Slot keeps its id
 * when the visit moves.
 */
final class SlotChanges {
    /** How the Slot before a visit is named after the visit's, and the one after it; `Slots` of the mappings knows them. */
    private static final String BEFORE = "/before";

    private static final String AFTER = "/after";

    private final Appointment appointment;
    private final StoredResources record;

    SlotChanges(Appointment appointment, StoredResources record) {
        this.appointment = appointment;
        this.record = record;
    }

    /** One for each calendar, and buffers; those that are no longer needed are free. The Appointment refers to them after it. */
    List<Change> take(VisitType type, Offer offer, ZoneId zone, Map<String, List<OpenHours>> hours) {
        Map<String, Slot> before = slots();
        List<Change> changes = new ArrayList<>();
        List<Reference> slots = new ArrayList<>();
        SlotStatus status =
                appointment.getStatus() == AppointmentStatus.PENDING ? SlotStatus.BUSYTENTATIVE : SlotStatus.BUSY;
        for (String owner : Proposals.owners(offer)) {
            Reference schedule = schedule(owner, hours, changes);
            Change slot = put(before.remove(name(owner)), name(owner), schedule, status, offer.span(), zone);
            changes.add(slot);
            slots.add(new Reference(slot.reference()));
            if (owner.equals(offer.provider())) {
                Stream.of(
                                buffer(before, name(owner) + BEFORE, schedule, type.before(), true, offer.span(), zone),
                                buffer(before, name(owner) + AFTER, schedule, type.after(), false, offer.span(), zone))
                        .flatMap(Optional::stream)
                        .forEach(buffer -> {
                            changes.add(buffer);
                            slots.add(new Reference(buffer.reference()));
                        });
            }
        }
        before.values().forEach(left -> free(left).ifPresent(change -> changes.add(0, change)));
        appointment.setSlot(slots);
        return changes;
    }

    /** All of them are free again. */
    List<Change> free() {
        return slots().values().stream().flatMap(slot -> free(slot).stream()).toList();
    }

    /** Whether a change gives up the time that a Slot had. */
    static boolean moves(Change change) {
        return change.resource() instanceof Slot now
                && change.before()
                        .map(Slot.class::cast)
                        .filter(was -> !was.getSchedule().equalsDeep(now.getSchedule())
                                || !was.getStart().equals(now.getStart())
                                || !was.getEnd().equals(now.getEnd()))
                        .isPresent();
    }

    private static Optional<Change> free(Slot slot) {
        if (slot.getStatus() == SlotStatus.FREE) {
            return Optional.empty();
        }
        Slot copy = slot.copy();
        copy.setStatus(SlotStatus.FREE);
        AppointmentParts.drop(copy, Terms.HOLD_EXPIRES);
        return Optional.of(new Change(copy, Optional.of(slot)));
    }

    private Optional<Change> buffer(
            Map<String, Slot> before,
            String name,
            Reference schedule,
            Duration length,
            boolean ahead,
            Span visit,
            ZoneId zone) {
        if (length.isZero()) {
            return Optional.empty();
        }
        Span span = ahead
                ? new Span(visit.from().minus(length), visit.from())
                : new Span(visit.until(), visit.until().plus(length));
        return Optional.of(put(before.remove(name), name, schedule, SlotStatus.BUSYUNAVAILABLE, span, zone));
    }

    private Change put(
            @Nullable Slot known, String name, Reference schedule, SlotStatus status, Span span, ZoneId zone) {
        Slot slot = known == null ? new Slot() : known.copy();
        if (known == null) {
            slot.setId("Slot/" + UUID.randomUUID());
            slot.addIdentifier().setSystem(Terms.SLOT).setValue(name);
        }
        slot.setSchedule(schedule).setStatus(status);
        slot.setStartElement(AppointmentParts.instant(span.from(), zone));
        slot.setEndElement(AppointmentParts.instant(span.until(), zone));
        AppointmentParts.drop(slot, Terms.HOLD_EXPIRES);
        Optional.ofNullable(appointment.getExtensionByUrl(Terms.HOLD_EXPIRES))
                .ifPresent(until -> slot.addExtension(until.copy()));
        return new Change(slot, Optional.ofNullable(known));
    }

    private String name(String owner) {
        return appointment.getIdElement().getIdPart() + "/" + owner;
    }

    /** Those that it has, by name. */
    private Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (Reference reference : appointment.getSlot()) {
            IdType id = new IdType(reference.getReference());
            if (id.hasIdPart()) {
                record.read(ResourceType.Slot, id.getIdPart()).ifPresent(slot -> put(slots, (Slot) slot));
            }
        }
        return slots;
    }

    private static void put(Map<String, Slot> slots, Slot slot) {
        String name = slot.getIdentifier().stream()
                .filter(identifier -> Terms.SLOT.equals(identifier.getSystem()))
                .map(Identifier::getValue)
                .findFirst()
                .orElseGet(() -> "Slot/" + slot.getIdElement().getIdPart());
        slots.put(name, slot);
    }

    /** Somebody's calendar; one who has none yet gets it with the first booking, under the name that feeds know it by. */
    private Reference schedule(String owner, Map<String, List<OpenHours>> hours, List<Change> changes) {
        Optional<OpenHours> calendar = Calendars.of(hours.getOrDefault(owner, List.of()), owner);
        if (calendar.isPresent()) {
            return new Reference("Schedule/" + calendar.get().schedule());
        }
        List<Resource> known = record.withIdentifier(ResourceType.Schedule, List.of(new Token(Terms.SCHEDULE, owner)));
        return known.stream()
                .min(Comparator.comparing(one -> one.getIdElement().getIdPart()))
                .map(one -> new Reference("Schedule/" + one.getIdElement().getIdPart()))
                .orElseGet(() -> {
                    Schedule schedule = new Schedule().setActive(true).addActor(new Reference(owner));
                    schedule.setId("Schedule/" + NameUuid.of("schedule", owner));
                    schedule.addIdentifier().setSystem(Terms.SCHEDULE).setValue(owner);
                    changes.add(new Change(schedule, Optional.empty()));
                    return new Reference("Schedule/" + schedule.getIdElement().getIdPart());
                });
    }
}
