package org.practicehub.mappings.household;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Successors;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.record.Draft;

/**
 * PID-18 → the Account that a patient's charges go to. Its coverages are as new as the Coverages, its end is an end whenever
 * it is heard; only what is told of it as a whole (guarantors, accident, codes) makes a message its last event.
 */
public final class Accounts {

    private Accounts() {}

    /** The account the segment names; one that a merge has ended leads to the one that is left. */
    public static Optional<Account> find(Segment pid, Draft draft) {
        return find(pid.field(18), draft).map(known -> Successors.last(known, draft)); // PID-18
    }

    /** The account of this number as it is, ended or not. */
    public static Optional<Account> find(Field number, Draft draft) {
        return Identifiers.token(number, "AN", draft.feed())
                .flatMap(token ->
                        draft.find(Account.class, List.of(token)).stream().findFirst());
    }

    /** The account of this number, known or new; empty where there is no number. */
    public static Optional<Account> of(Field number, Patient patient, Draft draft) {
        return find(number, draft).map(known -> Successors.last(known, draft)).or(() -> create(number, patient, draft));
    }

    /** The account of the message to write on, known or new; empty when it names none. */
    public static Optional<Account> apply(Segment pid, Patient patient, Draft draft) {
        Optional<Account> account =
                find(pid, draft).map(draft::editAlways).or(() -> create(pid.field(18), patient, draft));
        account.ifPresent(draft::inPassing);
        return account;
    }

    private static Optional<Account> create(Field number, Patient patient, Draft draft) {
        return Identifiers.token(number, "AN", draft.feed()).map(token -> {
            Account account = new Account().setStatus(AccountStatus.ACTIVE);
            Identifiers.identifier(number, "AN", draft.source()).ifPresent(account::addIdentifier); // PID-18
            account.addSubject(new Reference(Draft.reference(patient)));
            return draft.create(account, token);
        });
    }

    /**
     * Whether a part of the account may be written: what a later event has told of it stays, what none has may still be
     * filled. Then the message is the account's last event.
     */
    public static boolean mayWrite(boolean present, Account account, Draft draft) {
        boolean stale = draft.isStale(account);
        if (!stale) {
            draft.lastEventOf(account);
        }
        return !stale || !present;
    }
}
