package org.practicehub.mappings.billing;

import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Account.AccountStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.household.Accounts;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;

/**
 * P01, P02, P05, P06 and P12: an account begins, changes and ends (5.3). Its beginning is the earliest that is told, its end
 * the latest, and what has ended stays so: no event opens an account again.
 */
final class AccountEvents {

    private static final Coding PURGED =
            new Coding("urn:x-hub:tag", "purged", "The sender has purged the account's records");

    private final Message message;
    private final Draft draft;

    AccountEvents(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
    }

    /** P01: new. One that is known is updated, and that is said. */
    void add() {
        Segment pid = message.one("PID");
        if (Accounts.find(pid, draft).isPresent()) {
            draft.source()
                    .warn(Code.DUPLICATE_KEY, pid.field(18), "The account to be added was known and was updated.");
        }
        patient(pid).ifPresent(patient -> write(patient, this::begin));
    }

    /** P05: other than we knew. */
    void update() {
        Segment pid = message.one("PID");
        warnIfUnknown(pid);
        patient(pid).ifPresent(patient -> write(patient, account -> {}));
    }

    /** P06: closed, which is not to say that it is paid. A message may close several. */
    void end() {
        each(this::close);
    }

    /** P02: purged at the sender's; here nothing is deleted. */
    void purge() {
        each(account -> {
            account.setStatus(AccountStatus.INACTIVE);
            if (account.getMeta().getTag(PURGED.getSystem(), PURGED.getCode()) == null) {
                account.getMeta().addTag(PURGED.copy());
            }
        });
    }

    /** P12: diagnoses and procedures, and nothing else. Without an account there is nothing that they could be for. */
    void code() {
        Segment pid = message.one("PID");
        if (Identifiers.token(pid.field(18), "AN", draft.feed()).isEmpty()) {
            draft.hold(Problem.error(
                    Code.REQUIRED_MISSING,
                    pid.field(18).place(),
                    "It names no account, so nobody can tell what its diagnoses and procedures are for."));
            return;
        }
        patient(pid).ifPresent(patient -> Accounts.apply(pid, patient, draft).ifPresent(account -> {
            new AccountCodes(account, draft).apply(message);
            new DraftClaims(draft).follow(account, patient);
        }));
    }

    private void write(Patient patient, Consumer<Account> also) {
        Household.finances(message, patient, draft).ifPresent(account -> {
            draft.about(account);
            also.accept(account);
            new AccountCodes(account, draft).apply(message);
            new DraftClaims(draft).follow(account, patient);
        });
    }

    private void each(Consumer<Account> change) {
        message.each("PID").forEach(pid -> {
            warnIfUnknown(pid);
            patient(pid).flatMap(patient -> Accounts.apply(pid, patient, draft)).ifPresent(account -> {
                draft.about(account);
                change.accept(account);
            });
        });
    }

    private void begin(Account account) {
        Period period = account.getServicePeriod();
        DateTimeType start = Times.dateTime(draft.event().time(), draft.source());
        boolean first = !period.hasStart() || period.getStart().after(start.getValue());
        boolean beforeEnd = !period.hasEnd() || !period.getEnd().before(start.getValue());
        if (first && beforeEnd) {
            period.setStartElement(start); // EVN-2
        }
    }

    private void close(Account account) {
        account.setStatus(AccountStatus.INACTIVE);
        Period period = account.getServicePeriod();
        DateTimeType end = Times.dateTime(draft.event().time(), draft.source());
        if (!period.hasEnd() || period.getEnd().before(end.getValue())) {
            period.setEndElement(end); // EVN-2
        }
    }

    private Optional<Patient> patient(Segment pid) {
        Optional<Patient> patient = PatientUpdate.findOrCreate(pid, Optional.empty(), draft);
        patient.filter(draft::isNew).ifPresent(draft::inPassing);
        patient.ifPresent(draft::about);
        return patient;
    }

    private void warnIfUnknown(Segment pid) {
        if (Accounts.find(pid, draft).isEmpty()) {
            draft.source().warn(Code.UNKNOWN_KEY, pid.field(18), "The account was not known and was set up.");
        }
    }
}
