package org.practicehub.mappings.billing;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.PaymentReconciliation;
import org.hl7.fhir.r4.model.PaymentReconciliation.DetailsComponent;
import org.hl7.fhir.r4.model.PaymentReconciliation.PaymentReconciliationStatus;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;

/** FT1 of type payment, co-payment and adjustment → PaymentReconciliation with one detail; never a charge (F2). */
final class Payments {

    private static final String PAYMENT_TYPE = "http://terminology.hl7.org/CodeSystem/payment-type";

    private final Books books;
    private final TransactionKeys keys;
    private final Draft draft;

    Payments(Books books, TransactionKeys keys, Draft draft) {
        this.books = books;
        this.keys = keys;
        this.draft = draft;
    }

    void apply(Segment ft1, TransactionType type) {
        Optional<Money> amount = Ft1ToChargeItem.total(ft1, draft.source());
        if (amount.isEmpty()) {
            draft.hold(Problem.error(
                    Code.REQUIRED_MISSING, ft1.field(11).place(), "The payment does not say how much was paid."));
            return;
        }
        Token number = keys.of(ft1);
        PaymentReconciliation payment = draft.find(PaymentReconciliation.class, List.of(number)).stream()
                .findFirst()
                .orElseGet(() -> draft.create(identified(number), number));
        draft.edit(payment).ifPresent(copy -> write(ft1, type, amount.get(), copy));
    }

    private void write(Segment ft1, TransactionType type, Money amount, PaymentReconciliation payment) {
        if (!payment.hasStatus()) {
            payment.setStatus(PaymentReconciliationStatus.ACTIVE);
            payment.setCreatedElement(Times.dateTime(draft.event().time(), draft.source()));
        }
        Optional<DateType> date = Times.date(ft1.field(4), draft.source());
        date.ifPresent(payment::setPaymentDateElement); // FT1-4
        ft1.field(8).ifPresent(payment::setDisposition); // FT1-8
        payment.setPaymentAmount(amount); // FT1-11, FT1-12
        ft1.field(30)
                .ifPresent(receipt -> payment.setPaymentIdentifier(new Identifier()
                        .setSystem(draft.feed().privateSystem("FT1-30"))
                        .setValue(receipt))); // FT1-30
        DetailsComponent detail = new DetailsComponent()
                .setType(type(type)) // FT1-6
                .setRequest(books.debtor()) // PID-18
                .setAmount(amount.copy());
        date.ifPresent(day -> detail.setDateElement(day.copy()));
        payment.setDetail(List.of(detail));
    }

    private static PaymentReconciliation identified(Token number) {
        PaymentReconciliation payment = new PaymentReconciliation();
        payment.addIdentifier(new Identifier().setSystem(number.system()).setValue(number.value())); // FT1-2
        return payment;
    }

    private static CodeableConcept type(TransactionType type) {
        boolean adjusts = type == TransactionType.ADJUSTMENT;
        String v2 = adjusts ? "AJ" : type == TransactionType.COPAYMENT ? "CO" : "PY";
        return new CodeableConcept()
                .addCoding(new Coding().setSystem(PAYMENT_TYPE).setCode(adjusts ? "adjustment" : "payment"))
                .addCoding(new Coding().setSystem(Systems.v2("0017")).setCode(v2));
    }
}
