package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/** PID-18 → the Account that a patient's charges go to. */
final class Accounts {

    private Accounts() {}

    /** The account of the message, known or new; empty when it names none. */
    static Optional<Account> apply(Message message, Patient patient, Draft draft) {
        Field number = message.one("PID").field(18);
        return Identifiers.token(number, "AN", draft.feed())
                .map(token -> find(token, draft).orElseGet(() -> {
                    Account account = new Account().setStatus(AccountStatus.ACTIVE);
                    Identifiers.identifier(number, "AN", draft.source()).ifPresent(account::addIdentifier); // PID-18
                    account.addSubject(new Reference(Draft.reference(patient)));
                    return draft.create(account, token);
                }));
    }

    private static Optional<Account> find(Token token, Draft draft) {
        return draft.find(Account.class, List.of(token)).stream().findFirst();
    }
}
