package org.practicehub.mappings.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.mappings.directory.NamedVisits;
import org.practicehub.mappings.directory.PatientUpdate;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Amounts;
import org.practicehub.mappings.household.Household;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/**
 * P03 and P11: what was done for a patient and what it costs (5.3). Patient, visit and account are named in passing: the
 * message says of them only who pays.
 */
final class Transactions {

    private final Message message;
    private final Draft draft;
    private final TransactionKeys keys;

    Transactions(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.keys = new TransactionKeys(message, draft);
    }

    void post() {
        List<Ft1> all = Ft1.of(message);
        all.forEach(group -> check(group.ft1()));
        books().ifPresent(books -> post(all, books));
    }

    private void post(List<Ft1> all, Books books) {
        Charges charges = new Charges(books, keys, draft);
        Credits credits = new Credits(books, keys, draft);
        Payments payments = new Payments(books, keys, draft);
        Map<Token, Long> numbers = all.stream()
                .filter(group -> isCharge(group.ft1()))
                .collect(Collectors.groupingBy(group -> keys.of(group.ft1()), Collectors.counting()));
        List<ChargeItem> touched = new ArrayList<>();
        for (Ft1 group : all) {
            Optional<TransactionType> type = TransactionType.of(group.ft1(), draft.source());
            if (draft.isHeld() || type.isEmpty()) {
                return;
            }
            switch (type.get()) {
                case CHARGE ->
                    charges.apply(group, numbers.getOrDefault(keys.of(group.ft1()), 1L) > 1)
                            .ifPresent(item -> touched.addAll(Credits.with(item, draft)));
                case CREDIT -> touched.addAll(credits.apply(group));
                case PAYMENT, COPAYMENT, ADJUSTMENT -> payments.apply(group.ft1(), type.get());
            }
        }
        if (!draft.isHeld()) {
            new DraftClaims(draft).follow(books, touched);
        }
    }

    private Optional<Books> books() {
        Optional<Patient> patient = PatientUpdate.findOrCreate(message.one("PID"), message.optional("PD1"), draft);
        patient.filter(draft::isNew).ifPresent(draft::inPassing);
        patient.ifPresent(draft::about);
        return patient.flatMap(known -> {
            Optional<Encounter> visit = new NamedVisits(message, draft).named(known);
            visit.ifPresent(draft::about);
            if (draft.isHeld()) {
                return Optional.empty();
            }
            Optional<Account> account = Household.finances(message, known, draft);
            account.ifPresent(this::checkOpen);
            return Optional.of(new Books(known, visit, account)).filter(books -> !draft.isHeld());
        });
    }

    /** Money is not guessed: what cannot be read waits for a person. */
    private void check(Segment ft1) {
        if (TransactionType.of(ft1, draft.source()).isEmpty()) {
            hold(
                    Code.TABLE_VALUE,
                    ft1.field(6),
                    "The transaction does not say whether it is a charge, credit or payment.");
        }
        if (Ft1ToChargeItem.occurrence(ft1.field(4), draft.source()).isEmpty()) {
            hold(Code.DATA_TYPE, ft1.field(4), "The date of the transaction is none."); // FT1-4
        }
        if (ft1.field(10).isPresent() && Amounts.number(ft1.field(10)).isEmpty()) {
            hold(Code.DATA_TYPE, ft1.field(10), "The quantity is no number."); // FT1-10
        }
        Stream.of(ft1.field(11), ft1.field(12)) // FT1-11, FT1-12
                .filter(amount -> Amounts.isNone(amount, draft.source()))
                .forEach(amount -> hold(Code.DATA_TYPE, amount, "The amount is no number, or its currency is none."));
    }

    /** P06 has said that there are no more charges. */
    private void checkOpen(Account account) {
        boolean closed = account.getServicePeriod().hasEnd()
                && account.getServicePeriod()
                        .getEnd()
                        .toInstant()
                        .isBefore(draft.event().time());
        if (closed) {
            message.each("FT1")
                    .filter(this::isCharge)
                    .findFirst()
                    .ifPresent(ft1 -> hold(
                            Code.NOT_POSSIBLE_NOW,
                            ft1.field(4),
                            "The account was closed before; it takes no new charges."));
        }
    }

    private boolean isCharge(Segment ft1) {
        return TransactionType.of(ft1, draft.source())
                .filter(type -> type == TransactionType.CHARGE)
                .isPresent();
    }

    private void hold(Code code, Field at, String why) {
        draft.hold(Problem.error(code, at.place(), why));
    }
}
