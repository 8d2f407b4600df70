package org.practicehub.mappings.scheduling;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.ArqToAppointment;

/** The appointment that a request means, whose it is, and whether the message may say anything of it. */
final class RequestFound {

    private static final Set<String> OF_RESOURCES = Set.of("S07", "S08", "S09", "S10", "S11");

    private final Message message;
    private final Draft draft;
    private final Segment arq;

    RequestFound(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.arq = message.one("ARQ");
    }

    Optional<Appointment> appointment() {
        Optional<Appointment> known = AppointmentEvents.find(ArqToAppointment.identity(arq, draft.source()), draft);
        known.ifPresent(draft::about);
        return known;
    }

    /** Where the requester's number stands. */
    Place place() {
        return arq.field(1).place();
    }

    /** S07 to S11 are about resources alone, as S18 to S22 are. */
    boolean isAboutResources() {
        return OF_RESOURCES.contains(message.trigger());
    }

    /** Whether there is nothing more to do: the message is stale, or it names another patient than the appointment's. */
    boolean isSettled(Optional<Appointment> known) {
        if (known.filter(draft::isStale).isPresent()) {
            return true;
        }
        if (known.filter(this::isAnothers).isPresent()) {
            draft.hold(Problem.error(
                    Code.CONTRADICTION,
                    place(),
                    "The appointment with this number is another patient's. A person must say whose it is."));
        }
        return draft.isHeld();
    }

    /** Whether the requester asked for it: it has the requester's own number. The filler's is known to others too. */
    boolean isOwn(Appointment known) {
        Optional<Token> placer = ArqToAppointment.placer(arq, draft.source());
        return Tokens.of(known).anyMatch(token -> placer.equals(Optional.of(token)));
    }

    /** A new Appointment; empty, and held, when ARQ has only a number that the hub would have given. */
    Optional<Appointment> create() {
        List<Token> identity = ArqToAppointment.identity(arq, draft.source()).stream()
                .filter(token -> !token.system().equals(Sending.OWN_IDS))
                .toList();
        if (identity.isEmpty()) {
            draft.hold(
                    Problem.error(Code.UNKNOWN_KEY, arq.field(2).place(), "There is no appointment with this number."));
            return Optional.empty();
        }
        // The requester's number is the one that every message about the request has.
        Token name = ArqToAppointment.placer(arq, draft.source()).orElse(identity.get(0));
        return Optional.of(draft.create(new Appointment(), name));
    }

    /** What became of a request that nobody knew, unless nothing did. */
    void warnOfUnknown(String what) {
        if (!draft.isHeld()) {
            draft.source().warn(Code.UNKNOWN_KEY, place(), what);
        }
    }

    /** Whether the feed lets a request bring a patient whom nobody knows. */
    boolean mayBringPatient() {
        return message.optional("PID").isEmpty() || PatientUpdate.mayCreate(message, draft);
    }

    /** R4 wants somebody to take part; a request for nobody and with nobody asks nothing. */
    void needsSomebody(Appointment appointment) {
        if (!appointment.hasParticipant()) {
            draft.hold(Problem.error(
                    Code.REQUIRED_MISSING, Place.of("PID"), "The request names neither a patient nor a resource."));
        }
    }

    /** ARQ-13: a series is asked for. */
    void noteSeries() {
        if (arq.field(13).isPresent()) { // ARQ-13
            draft.source()
                    .note(Problem.note(
                            arq.field(13).place(),
                            "A series is asked for; one request was made, and a person plans it."));
        }
    }

    /** Whether PID has a number of the patient's: PID-3, PID-2, PID-4. */
    private boolean saysWho(Segment pid) {
        return Stream.of(3, 2, 4).anyMatch(field -> !Identifiers.tokens(pid.field(field), draft.feed())
                .isEmpty());
    }

    /** Another patient's, or of one whom nobody knows. */
    private boolean isAnothers(Appointment known) {
        List<Reference> patients = known.getParticipant().stream()
                .map(AppointmentParticipantComponent::getActor)
                .filter(actor -> String.valueOf(actor.getReference()).startsWith("Patient/"))
                .toList();
        return !patients.isEmpty()
                && message.each("PID").filter(this::saysWho).anyMatch(pid -> Patients.find(pid, draft)
                        .filter(sent -> patients.stream().anyMatch(one -> Patients.isOf(sent, one, draft)))
                        .isEmpty());
    }
}
