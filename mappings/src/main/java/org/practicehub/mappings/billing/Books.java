package org.practicehub.mappings.billing;

import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;

/** Where the transactions of a message belong: whose they are, of which visit (PV1-19), on which account (PID-18). */
record Books(Patient patient, Optional<Encounter> visit, Optional<Account> account) {

    /** What a claim is made of: the visit, else the account; empty where a charge belongs to neither (F3). */
    Optional<String> claimed() {
        return visit.map(Draft::reference).or(() -> account.map(Draft::reference));
    }

    /** Who or what owes: account, visit or patient, the first there is. */
    Reference debtor() {
        return new Reference(account.map(Draft::reference)
                .or(() -> visit.map(Draft::reference))
                .orElse(Draft.reference(patient)));
    }
}
