package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ResourceSegment;
import org.practicehub.mappings.segments.ResourceToParticipant;

/**
 * Who and what takes part (S-part). Resources of a kind that are sent without action codes are all there are of that kind;
 * with codes, D takes one away, A adds one, U is one as it is now. A kind that is not sent stays as it is.
 */
final class AppointmentParticipants {

    /** A resource as the message has it. */
    private record Sent(AppointmentParticipantComponent participant, String action) {

        String kind() {
            return AppointmentParticipants.kind(participant);
        }
    }

    private final Appointment appointment;
    private final Draft draft;

    AppointmentParticipants(Appointment appointment, Draft draft) {
        this.appointment = appointment;
        this.draft = draft;
    }

    /** PID → the patients, first. */
    void patients(List<Patient> patients) {
        if (patients.isEmpty()) {
            return;
        }
        List<AppointmentParticipantComponent> all = new ArrayList<>();
        for (Patient patient : patients) {
            Reference actor = new Reference(Draft.reference(patient));
            all.add(present(actor).orElseGet(() -> new AppointmentParticipantComponent()
                    .setActor(actor)
                    .setStatus(ParticipationStatus.ACCEPTED)));
        }
        appointment.getParticipant().stream()
                .filter(participant -> !kind(participant).equals("Patient"))
                .forEach(all::add);
        appointment.setParticipant(all);
    }

    /**
     * AIP, AIL, AIG → the rest.
     *
     * @param whole a new booking: whatever the action codes say, this is all
     */
    void resources(List<ResourceSegment> resources, boolean whole) {
        List<Sent> sent = resources.stream()
                .flatMap(resource -> ResourceToParticipant.map(resource, appointment, draft).stream()
                        .map(participant -> new Sent(participant, resource.action())))
                .toList();
        Set<String> kinds = sent.stream().map(Sent::kind).collect(Collectors.toSet());
        for (String kind : kinds) {
            List<Sent> ofKind =
                    sent.stream().filter(one -> one.kind().equals(kind)).toList();
            boolean coded =
                    !whole && ofKind.stream().anyMatch(one -> !one.action().isEmpty());
            if (!coded) {
                appointment.getParticipant().removeIf(participant -> kind(participant)
                        .equals(kind));
            }
            ofKind.forEach(one -> put(one, ofKind));
        }
    }

    /** SCH-12, SCH-16, SCH-20, where the feed wants them: added once. */
    void contact(Reference person) {
        if (present(person).isEmpty()) {
            appointment.addParticipant().setActor(person).setStatus(ParticipationStatus.ACCEPTED);
        }
    }

    private void put(Sent one, List<Sent> ofKind) {
        Optional<AppointmentParticipantComponent> present =
                present(one.participant().getActor());
        if (one.action().equals("D")) {
            present.ifPresent(appointment.getParticipant()::remove);
        } else if (one.action().equals("X")) {
            return;
        } else if (present.isPresent()) {
            appointment.getParticipant().set(appointment.getParticipant().indexOf(present.get()), one.participant());
        } else {
            if (one.action().equals("U")) {
                replaced(ofKind).ifPresent(appointment.getParticipant()::remove);
            }
            appointment.addParticipant(one.participant());
        }
    }

    /** An update that names somebody new is about the one of that kind whom the message no longer names. */
    private Optional<AppointmentParticipantComponent> replaced(List<Sent> ofKind) {
        List<AppointmentParticipantComponent> unnamed = appointment.getParticipant().stream()
                .filter(participant -> kind(participant).equals(ofKind.get(0).kind()))
                .filter(participant -> ofKind.stream()
                        .noneMatch(one -> isSame(one.participant().getActor(), participant)))
                .toList();
        return unnamed.size() == 1 ? Optional.of(unnamed.get(0)) : Optional.empty();
    }

    private Optional<AppointmentParticipantComponent> present(Reference actor) {
        return appointment.getParticipant().stream()
                .filter(participant -> isSame(actor, participant))
                .findFirst();
    }

    private static boolean isSame(Reference actor, AppointmentParticipantComponent participant) {
        return participant.getActor().equalsDeep(actor);
    }

    private static String kind(AppointmentParticipantComponent participant) {
        String reference = participant.getActor().getReference();
        return reference == null ? "" : reference.substring(0, Math.max(0, reference.indexOf('/')));
    }
}
