package org.practicehub.mappings.directory;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.feed.Feed.UnknownPatient;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.Pd1ToPatient;
import org.practicehub.mappings.segments.PidToIdentifiers;
import org.practicehub.mappings.segments.PidToPatient;

/** PID and PD1 applied to the patient they mean, known or new. */
public final class PatientUpdate {

    private PatientUpdate() {}

    /** The patient with what the message says of them: upsert (5.1). */
    public static Optional<Patient> apply(Message message, Draft draft) {
        Segment pid = message.one("PID");
        Optional<Patient> known = Patients.find(pid, draft);
        known.ifPresent(
                patient -> draft.edit(patient).ifPresent(copy -> write(pid, message.optional("PD1"), copy, draft)));
        return known.map(Draft::reference)
                .flatMap(reference -> draft.read(Patient.class, reference))
                .or(() -> create(pid, message.optional("PD1"), draft));
    }

    /** The patient as they are; one that nobody knows is set up from the message. */
    public static Optional<Patient> findOrCreate(Segment pid, Optional<Segment> pd1, Draft draft) {
        return Patients.find(pid, draft).or(() -> create(pid, pd1, draft));
    }

    /** Whether this feed lets an update make a patient; if not, the message is held. */
    public static boolean mayCreate(Message message, Draft draft) {
        Segment pid = message.one("PID");
        if (Patients.find(pid, draft).isPresent() || draft.isHeld()) {
            return !draft.isHeld();
        }
        if (draft.feed().unknownPatient() == UnknownPatient.HOLD) {
            draft.hold(
                    Problem.error(Code.UNKNOWN_KEY, pid.field(3).place(), "The patient to be updated is not known."));
            return false;
        }
        draft.source().warn(Code.UNKNOWN_KEY, pid.field(3), "The patient to be updated was not known and was set up.");
        return true;
    }

    /** A patient set up from the message; empty, and held, when nothing identifies them. */
    public static Optional<Patient> create(Segment pid, Optional<Segment> pd1, Draft draft) {
        List<Token> identity = draft.isHeld() ? List.of() : Patients.identity(pid, draft);
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        Patient patient = draft.create(new Patient().setActive(true), identity.get(0));
        write(pid, pd1, patient, draft);
        return Optional.of(patient);
    }

    /** What the message says of a patient, written on them. */
    public static void write(Segment pid, Optional<Segment> pd1, Patient patient, Draft draft) {
        PidToIdentifiers.apply(pid, patient, draft.source());
        PidToPatient.apply(pid, patient, draft.source());
        pd1.ifPresent(segment -> Pd1ToPatient.apply(segment, patient, draft));
    }
}
