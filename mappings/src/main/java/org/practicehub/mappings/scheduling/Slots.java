package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Schedule;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;

/**
 * The calendars an appointment fills (S-slot): one Schedule for each practitioner, room or device, and in it one Slot for
 * the appointment, which moves with it and is free again when it is off.
 */
final class Slots {

    private static final String SCHEDULE = "urn:x-hub:schedule";
    private static final String SLOT = "urn:x-hub:slot";

    private final Appointment appointment;
    private final Draft draft;

    Slots(Appointment appointment, Draft draft) {
        this.appointment = appointment;
        this.draft = draft;
    }

    /** Makes the slots what the appointment says. */
    void follow() {
        // A visit that was booked here has slots whoever owns the calendar: they follow what becomes of it.
        if (!draft.feed().ownsSchedule() && !appointment.hasSlot()) {
            return;
        }
        List<AppointmentParticipantComponent> taken =
                appointment.getParticipant().stream().filter(this::hasCalendar).toList();
        Map<String, Slot> known = known(taken);
        SlotStatus status = status();
        List<Reference> slots = new ArrayList<>();
        for (AppointmentParticipantComponent participant : taken) {
            String actor = participant.getActor().getReference();
            Optional<Slot> slot = Optional.ofNullable(known.remove(name(actor)));
            boolean needed = status != SlotStatus.FREE && appointment.hasStart();
            if (slot.isPresent() || needed) {
                slots.add(new Reference(Draft.reference(put(slot, participant, status))));
            }
        }
        for (Slot left : known.values()) {
            if (status != SlotStatus.FREE && isKeptFree(left, taken)) {
                slots.add(new Reference(Draft.reference(left)));
            } else {
                draft.edit(left).ifPresent(copy -> copy.setStatus(SlotStatus.FREE));
            }
        }
        appointment.setSlot(slots);
    }

    /**
     * S23 and S24: time that no appointment takes. Every calendar has a slot for it, whether it was known or not: of two such
     * events the later one counts, in whatever order they are heard.
     */
    void take(SlotStatus status) {
        List<AppointmentParticipantComponent> taken =
                appointment.getParticipant().stream().filter(this::hasCalendar).toList();
        Map<String, Slot> known = known(taken);
        for (AppointmentParticipantComponent participant : taken) {
            String actor = participant.getActor().getReference();
            Slot slot = Optional.ofNullable(known.get(name(actor))).orElseGet(() -> create(actor));
            draft.about(slot);
            draft.edit(slot).ifPresent(copy -> {
                copy.setStatus(status);
                time(copy, participant.getPeriod());
            });
        }
    }

    /** The time just before or after a visit that was booked here: it stays while the visit is where it was. */
    private boolean isKeptFree(Slot slot, List<AppointmentParticipantComponent> taken) {
        boolean named = taken.stream()
                .map(participant -> name(participant.getActor().getReference()))
                .anyMatch(name ->
                        nameOf(slot).equals(name + "/before") || nameOf(slot).equals(name + "/after"));
        return named
                && slot.getStatus() == SlotStatus.BUSYUNAVAILABLE
                && slot.hasEnd()
                && appointment.hasStart()
                && (slot.getEnd().equals(appointment.getStart())
                        || slot.getStart().equals(appointment.getEnd()));
    }

    private Slot put(Optional<Slot> known, AppointmentParticipantComponent participant, SlotStatus status) {
        String actor = participant.getActor().getReference();
        Slot slot = known.orElseGet(() -> create(actor));
        draft.edit(slot).ifPresent(copy -> {
            copy.setStatus(status);
            if (status != SlotStatus.FREE) {
                time(copy, participant.getPeriod());
            }
        });
        return slot;
    }

    /** A participant's own time, where it has one, else the appointment's. */
    private void time(Slot slot, Period own) {
        boolean whole = !own.hasStart() || !own.hasEnd();
        slot.setStartElement(
                whole
                        ? appointment.getStartElement().copy()
                        : instant(own.getStartElement().getValueAsString()));
        slot.setEndElement(
                whole
                        ? appointment.getEndElement().copy()
                        : instant(own.getEndElement().getValueAsString()));
    }

    private static InstantType instant(String text) {
        return new InstantType(text);
    }

    private Slot create(String actor) {
        Slot slot = new Slot().setSchedule(new Reference(Draft.reference(schedule(actor))));
        slot.addIdentifier().setSystem(SLOT).setValue(name(actor));
        return draft.create(slot, new Token(SLOT, name(actor)));
    }

    private Schedule schedule(String actor) {
        Token token = new Token(SCHEDULE, actor);
        return draft.find(Schedule.class, List.of(token)).stream().findFirst().orElseGet(() -> {
            Schedule schedule = new Schedule().setActive(true).addActor(new Reference(actor));
            schedule.addIdentifier().setSystem(SCHEDULE).setValue(actor);
            return draft.create(schedule, token);
        });
    }

    /** The slots that this appointment has, by name: those of whoever takes part, and those of whoever did. */
    private Map<String, Slot> known(List<AppointmentParticipantComponent> taken) {
        List<Token> tokens = taken.stream()
                .map(participant -> new Token(SLOT, name(participant.getActor().getReference())))
                .toList();
        List<Slot> found = new ArrayList<>(draft.find(Slot.class, tokens));
        appointment.getSlot().stream()
                .flatMap(slot -> Stream.ofNullable(slot.getReference()))
                .flatMap(reference -> draft.read(Slot.class, reference).stream())
                .filter(slot ->
                        found.stream().noneMatch(other -> Draft.reference(other).equals(Draft.reference(slot))))
                .forEach(found::add);
        return found.stream().collect(Collectors.toMap(this::nameOf, Function.identity(), (a, b) -> a));
    }

    private String nameOf(Slot slot) {
        return Tokens.of(slot)
                .filter(token -> token.system().equals(SLOT))
                .map(Token::value)
                .findFirst()
                .orElseGet(() -> Draft.reference(slot));
    }

    private String name(String actor) {
        return appointment.getIdPart() + "/" + actor;
    }

    private SlotStatus status() {
        return switch (appointment.getStatus()) {
            case BOOKED, ARRIVED, CHECKEDIN, FULFILLED -> SlotStatus.BUSY;
            case PENDING -> SlotStatus.BUSYTENTATIVE;
            case PROPOSED, WAITLIST, CANCELLED, NOSHOW, ENTEREDINERROR, NULL -> SlotStatus.FREE;
        };
    }

    /** Practitioners, devices and services have one, and places that only one appointment can be in; patients have not. */
    private boolean hasCalendar(AppointmentParticipantComponent participant) {
        String actor = participant.getActor().getReference();
        boolean none = actor == null
                || actor.startsWith("Patient/")
                || participant.getStatus() == ParticipationStatus.DECLINED
                || AppointmentParticipants.isContact(participant);
        if (none) {
            return false;
        }
        return !actor.startsWith("Location/")
                || draft.read(Location.class, actor).map(Locations::isBookable).orElse(false);
    }
}
