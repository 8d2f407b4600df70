package org.practicehub.mappings.intake;

import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Draft;

/** A patient with what surrounds them: next of kin, account, coverages, guarantors. */
record Household(Patient patient, Optional<Account> account) {

    /** The patient alone. */
    static Household of(Patient patient) {
        return new Household(patient, Optional.empty());
    }

    /** PID, PD1, NK1, IN1 and GT1 applied; empty when the message is held. */
    static Optional<Household> apply(Message message, Draft draft) {
        return PatientUpdate.apply(message, draft).map(patient -> {
            draft.about(patient);
            NextOfKin.apply(message, patient, draft); // NK1
            Optional<Account> account = Accounts.apply(message, patient, draft); // PID-18
            new Coverages(patient, draft).apply(message, account); // IN1
            Guarantors.apply(message, patient, account, draft); // GT1
            return new Household(patient, account);
        });
    }
}
