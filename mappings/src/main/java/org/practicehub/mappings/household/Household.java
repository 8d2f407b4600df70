package org.practicehub.mappings.household;

import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.Roles;

/** A patient with what surrounds them: next of kin, account, coverages, guarantors, accident, allergies. */
public record Household(Patient patient, Optional<Account> account) {

    /** The patient alone. */
    public static Household of(Patient patient) {
        return new Household(patient, Optional.empty());
    }

    /** What the message says of who pays: PID-18, IN1, GT1 and ACC applied; the account, if it names one. */
    public static Optional<Account> finances(Message message, Patient patient, Draft draft) {
        Optional<Account> account = Accounts.apply(message.one("PID"), patient, draft); // PID-18
        new Coverages(patient, draft).apply(message, account); // IN1
        Guarantors.apply(message, patient, account, draft); // GT1
        Accidents.apply(message, account, draft); // ACC
        return account;
    }

    /** The patient, of whom the event says nothing new; one that nobody knows is set up. Empty when the message is held. */
    public static Optional<Household> unchanged(Message message, Draft draft) {
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        patient.ifPresent(draft::about);
        return patient.map(Household::of);
    }

    /** PID, PD1, NK1, IN1, GT1, ACC and AL1 applied; empty when the message is held. */
    public static Optional<Household> apply(Message message, Draft draft) {
        return PatientUpdate.apply(message, draft).map(patient -> {
            draft.about(patient);
            draft.edit(patient).ifPresent(copy -> Roles.apply(message, copy, draft)); // ROL, PRT
            NextOfKin.apply(message, patient, draft); // NK1
            Optional<Account> account = finances(message, patient, draft);
            Allergies.apply(message, patient, draft); // AL1
            return new Household(patient, account);
        });
    }
}
