package org.practicehub.mappings.billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.household.VisitCharges;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.record.Tokens;
import org.practicehub.mappings.segments.ChargeExtensions;

/** FT1 of type charge → ChargeItem, one for each, however often it is sent (F1, F4). */
final class Charges {

    private final Books books;
    private final TransactionKeys keys;
    private final Draft draft;
    private final Map<Token, List<ChargeItem>> ofMessage = new HashMap<>();

    Charges(Books books, TransactionKeys keys, Draft draft) {
        this.books = books;
        this.keys = keys;
        this.draft = draft;
    }

    /**
     * The charge as it will be; empty, and held, when it cannot be told which is meant.
     *
     * @param shared whether other charges of the message have the same number
     */
    Optional<ChargeItem> apply(Ft1 group, boolean shared) {
        Segment ft1 = group.ft1();
        Token number = keys.of(ft1);
        ChargeItem said = new ChargeItem();
        Ft1ToChargeItem.apply(group, said, draft);
        List<ChargeItem> before = ofMessage.computeIfAbsent(number, any -> new ArrayList<>());
        Optional<ChargeItem> twice = like(said, before);
        if (twice.isPresent()) {
            draft.source().warn(Code.DUPLICATE_KEY, ft1.field(2), "The message has this charge twice; it counts once.");
            return twice;
        }
        if (!before.isEmpty()) {
            draft.source()
                    .warn(
                            Code.DUPLICATE_KEY,
                            ft1.field(2),
                            "Two charges of the message have one number and say different things; both were kept.");
        }
        Optional<ChargeItem> known = known(number, said, shared, ft1);
        if (draft.isHeld()) {
            return Optional.empty();
        }
        ChargeItem item = known.orElseGet(() -> create(number, said, shared, before.size()));
        draft.edit(item).ifPresent(copy -> write(group, copy));
        ChargeItem charge = draft.read(ChargeItem.class, Draft.reference(item)).orElse(item);
        before.add(charge);
        return Optional.of(charge);
    }

    /** The charge of this number that is meant: the one alike; else the only one, which then says something else now. */
    private Optional<ChargeItem> known(Token number, ChargeItem said, boolean shared, Segment ft1) {
        List<ChargeItem> all = draft.find(ChargeItem.class, List.of(number)).stream()
                .filter(item -> !item.hasPartOf())
                .filter(item -> ofMessage.getOrDefault(number, List.of()).stream()
                        .noneMatch(taken -> Draft.reference(taken).equals(Draft.reference(item))))
                .toList();
        Optional<ChargeItem> alike = like(said, all).or(() -> all.stream()
                .filter(item -> item.getStatus() == ChargeItemStatus.UNKNOWN)
                .filter(item ->
                        !shared || ChargeExtensions.key(item.getCode()).equals(ChargeExtensions.key(said.getCode())))
                .findFirst());
        List<ChargeItem> open = all.stream()
                .filter(item -> item.getStatus() != ChargeItemStatus.ENTEREDINERROR)
                .toList();
        if (alike.isPresent() || shared || open.isEmpty()) {
            return alike;
        }
        if (open.size() > 1) {
            draft.hold(Problem.error(
                    Code.AMBIGUOUS,
                    ft1.field(2).place(),
                    "Several charges have this number, and none is like this one. A person must say which is meant."));
        }
        return open.stream().findFirst();
    }

    private static Optional<ChargeItem> like(ChargeItem said, List<ChargeItem> among) {
        return among.stream()
                .filter(item -> TransactionKeys.likeness(item).equals(TransactionKeys.likeness(said)))
                .findFirst();
    }

    private ChargeItem create(Token number, ChargeItem said, boolean shared, int others) {
        ChargeItem item = identified(number);
        boolean alone = !shared
                && others == 0
                && draft.find(ChargeItem.class, List.of(number)).isEmpty();
        return draft.create(
                item,
                alone ? number : new Token(number.system(), number.value() + "|" + TransactionKeys.likeness(said)));
    }

    static ChargeItem identified(Token number) {
        ChargeItem item = new ChargeItem();
        item.addIdentifier(new Identifier().setSystem(number.system()).setValue(number.value())); // FT1-2
        return item;
    }

    /** A charge that was credited stays so, and one that was billed is billed. */
    private void write(Ft1 group, ChargeItem item) {
        if (!item.hasStatus() || item.getStatus() == ChargeItemStatus.UNKNOWN) {
            item.setStatus(ChargeItemStatus.BILLABLE);
        }
        belong(item, books);
        Ft1ToChargeItem.apply(group, item, draft);
        if (!item.hasCode()) {
            item.setCode(new CodeableConcept().setText(group.ft1().field(6).text())); // FT1-6
        }
        Credits.settle(item, draft);
    }

    static void belong(ChargeItem item, Books books) {
        item.setSubject(new Reference(Draft.reference(books.patient())));
        books.visit().ifPresent(visit -> {
            item.setContext(new Reference(Draft.reference(visit))); // PV1-19
            VisitCharges.flag(item, visit);
        });
        books.account()
                .ifPresent(account -> item.setAccount(List.of(new Reference(Draft.reference(account))))); // PID-18
    }

    /** The identifier a charge has from its sender. */
    static String number(ChargeItem item) {
        return Tokens.of(item).map(Token::value).findFirst().orElse("");
    }
}
