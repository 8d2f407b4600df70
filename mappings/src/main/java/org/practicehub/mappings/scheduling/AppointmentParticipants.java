package org.practicehub.mappings.scheduling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
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

    private static final String CONTACT = "urn:x-hub:contact";

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
            AppointmentParticipantComponent fresh =
                    new AppointmentParticipantComponent().setActor(actor).setStatus(ParticipationStatus.ACCEPTED);
            all.add(taking().getOrDefault(key(fresh), fresh));
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
        resources(resources, whole, Optional.empty());
    }

    /**
     * AIP, AIL, AIG of a request → the rest. Nobody has said yet that they will be there: they are asked, and what somebody
     * has answered since stands.
     */
    void asked(List<ResourceSegment> resources, boolean whole) {
        resources(resources, whole, Optional.of(ParticipationStatus.NEEDSACTION));
    }

    private void resources(List<ResourceSegment> resources, boolean whole, Optional<ParticipationStatus> asked) {
        List<Sent> sent = resources.stream()
                .flatMap(resource -> ResourceToParticipant.map(resource, appointment, draft).stream()
                        .map(participant -> new Sent(participant, resource.action())))
                .toList();
        Map<String, AppointmentParticipantComponent> taking = taking();
        asked.ifPresent(status -> sent.forEach(one -> one.participant()
                .setStatus(Optional.ofNullable(taking.get(key(one.participant())))
                        .map(AppointmentParticipantComponent::getStatus)
                        .orElse(status))));
        Set<String> kinds = sent.stream().map(Sent::kind).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String kind : kinds) {
            List<Sent> ofKind =
                    sent.stream().filter(one -> one.kind().equals(kind)).toList();
            boolean coded =
                    !whole && ofKind.stream().anyMatch(one -> !one.action().isEmpty());
            if (!coded) {
                Set<String> named = keys(ofKind);
                taking.entrySet()
                        .removeIf(entry -> kind(entry.getValue()).equals(kind) && !named.contains(entry.getKey()));
            }
            Optional<String> left = onlyUnnamed(ofKind, taking);
            ofKind.forEach(one -> put(one, left, taking));
        }
        appointment.setParticipant(new ArrayList<>(taking.values()));
    }

    /** SCH-12, SCH-16 and SCH-20, where the feed wants them: whom to ask, not who is there. They have no calendar in it. */
    void contacts(List<Reference> people, String field) {
        Coding role = new Coding().setSystem(CONTACT).setCode(field);
        appointment.getParticipant().removeIf(participant -> codings(participant)
                .anyMatch(role::equalsDeep));
        people.forEach(person -> appointment
                .addParticipant()
                .addType(new CodeableConcept().addCoding(role.copy()))
                .setActor(person)
                .setStatus(ParticipationStatus.ACCEPTED));
    }

    static boolean isContact(AppointmentParticipantComponent participant) {
        return codings(participant).anyMatch(coding -> CONTACT.equals(coding.getSystem()));
    }

    private static Stream<Coding> codings(AppointmentParticipantComponent participant) {
        return participant.getType().stream().flatMap(type -> type.getCoding().stream());
    }

    private static void put(Sent one, Optional<String> left, Map<String, AppointmentParticipantComponent> taking) {
        String actor = key(one.participant());
        switch (one.action()) {
            case "D" -> taking.remove(actor);
            case "X" -> {}
            case "U" -> {
                if (!taking.containsKey(actor)) {
                    left.ifPresent(taking::remove);
                }
                taking.put(actor, one.participant());
            }
            default -> taking.put(actor, one.participant());
        }
    }

    /** An update that names somebody new is about the one of that kind whom the message no longer names. */
    private static Optional<String> onlyUnnamed(
            List<Sent> ofKind, Map<String, AppointmentParticipantComponent> taking) {
        Set<String> named = keys(ofKind);
        List<String> unnamed = taking.entrySet().stream()
                .filter(entry -> kind(entry.getValue()).equals(ofKind.get(0).kind()))
                .map(Map.Entry::getKey)
                .filter(actor -> !named.contains(actor))
                .toList();
        return unnamed.size() == 1 ? Optional.of(unnamed.get(0)) : Optional.empty();
    }

    private static Set<String> keys(List<Sent> ofKind) {
        return ofKind.stream().map(one -> key(one.participant())).collect(Collectors.toSet());
    }

    private Map<String, AppointmentParticipantComponent> taking() {
        Map<String, AppointmentParticipantComponent> taking = new LinkedHashMap<>();
        appointment.getParticipant().forEach(participant -> taking.put(key(participant), participant));
        return taking;
    }

    /** What a participant is told apart by: whom it points at, by reference, number or name, and whether as a contact. */
    static String key(AppointmentParticipantComponent participant) {
        Reference actor = participant.getActor();
        String number = actor.hasIdentifier()
                ? Tokens.of(actor.getIdentifier()).map(Token::toString).orElse("")
                : "";
        // Words name somebody only where nothing else does.
        boolean isNamed = actor.hasReference() || !number.isEmpty();
        return String.join(
                " ",
                String.valueOf(actor.getReference()),
                number,
                isNamed ? "" : String.valueOf(actor.getDisplay()),
                kind(participant));
    }

    private static String kind(AppointmentParticipantComponent participant) {
        if (isContact(participant)) {
            return CONTACT;
        }
        String reference = participant.getActor().getReference();
        return reference == null ? "" : reference.substring(0, Math.max(0, reference.indexOf('/')));
    }
}
