package org.practicehub.mappings.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.ChargeExtensions;
import org.practicehub.mappings.segments.ChargeItems;

/**
 * FT1 of type credit → the charge it takes back (F2): all of it, and the charge was an error; a part, and a charge of its own
 * with a negative amount goes with it. The credit is noted on the charge, so that one that is heard first waits there.
 */
final class Credits {

    private static final String CREDIT = "urn:x-hub:extension:credit";

    private final Books books;
    private final TransactionKeys keys;
    private final Draft draft;

    Credits(Books books, TransactionKeys keys, Draft draft) {
        this.books = books;
        this.keys = keys;
        this.draft = draft;
    }

    /** The charges that are other than before; none, and held, when it cannot be told which is meant. */
    List<ChargeItem> apply(Ft1 group) {
        Segment ft1 = group.ft1();
        Optional<Token> number = original(ft1);
        if (number.isEmpty()) {
            draft.hold(Problem.error(
                    Code.REQUIRED_MISSING,
                    ft1.field(2).place(),
                    "The credit does not say which charge it takes back."));
            return List.of();
        }
        List<ChargeItem> originals = originals(number.get(), ft1);
        if (originals.size() > 1) {
            draft.hold(Problem.error(
                    Code.AMBIGUOUS,
                    ft1.field(2).place(),
                    "Several charges have the number that is credited. A person must say which is meant."));
            return List.of();
        }
        ChargeItem original =
                originals.stream().findFirst().map(draft::editAlways).orElseGet(() -> setUp(number.get(), group));
        draft.inPassing(original);
        note(identity(number.get(), ft1), ft1, original, draft.source());
        return settle(original, draft);
    }

    /** FT1-31, FT1-30, FT1-2: the number of what is credited, the first that a charge has; else the first there is. */
    private Optional<Token> original(Segment ft1) {
        List<Token> numbers = Stream.of(
                        ft1.field(31).repetition(1), ft1.field(30), ft1.field(2)) // FT1-31, FT1-30, FT1-2
                .flatMap(number -> keys.numbered(number).stream())
                .toList();
        return numbers.stream()
                .filter(number -> !draft.find(ChargeItem.class, List.of(number)).isEmpty())
                .findFirst()
                .or(() -> numbers.stream().findFirst());
    }

    /** The charges of the number; of several those with the credit's code. */
    private List<ChargeItem> originals(Token number, Segment ft1) {
        List<ChargeItem> all = draft.find(ChargeItem.class, List.of(number)).stream()
                .filter(item -> !item.hasPartOf())
                .toList();
        Optional<String> code = Ft1ToChargeItem.code(ft1, draft.source()).map(ChargeExtensions::key);
        return all.size() == 1
                ? all
                : all.stream()
                        .filter(item -> code.isEmpty() || code.get().equals(ChargeExtensions.key(item.getCode())))
                        .toList();
    }

    /** The credit's own number, unless that is the charge's; then what it says tells it from other credits of the charge. */
    private Token identity(Token original, Segment ft1) {
        return keys.numbered(ft1.field(2)) // FT1-2
                .filter(own -> !own.equals(original))
                .orElseGet(() -> keys.named(ft1, original.toString()));
    }

    /** A charge that nobody told of yet: its own message, when it comes, is news. */
    private ChargeItem setUp(Token number, Ft1 group) {
        draft.source()
                .warn(
                        Code.UNKNOWN_KEY,
                        group.ft1().field(2),
                        "The charge that is credited was not known; the credit waits for it.");
        ChargeItem item = draft.create(Charges.identified(number), number);
        item.setStatus(ChargeItemStatus.UNKNOWN);
        Ft1ToChargeItem.code(group.ft1(), draft.source()).ifPresent(item::setCode);
        Charges.belong(item, books);
        return item;
    }

    private static void note(Token identity, Segment ft1, ChargeItem original, Source source) {
        boolean known = original.getExtensionsByUrl(CREDIT).stream()
                .anyMatch(credit -> token(credit).equals(identity));
        if (known) {
            return;
        }
        Extension credit = new Extension(CREDIT);
        credit.addExtension(new Extension(
                "identifier", new Identifier().setSystem(identity.system()).setValue(identity.value()))); // FT1-2
        Ft1ToChargeItem.occurrence(ft1.field(4), source)
                .ifPresent(date -> credit.addExtension(new Extension("date", date))); // FT1-4
        Ft1ToChargeItem.total(ft1, source)
                .ifPresent(total -> credit.addExtension(
                        new Extension("amount", total.setValue(total.getValue().abs())))); // FT1-11, FT1-12
        Patch.extensions(
                original,
                CREDIT,
                Stream.concat(original.getExtensionsByUrl(CREDIT).stream(), Stream.of(credit))
                        .sorted(Comparator.comparing(noted -> token(noted).value()))
                        .toList());
    }

    /** What the credits noted on a charge make of it, and of those that go with it. */
    static List<ChargeItem> settle(ChargeItem original, Draft draft) {
        List<ChargeItem> touched = new ArrayList<>(List.of(original));
        if (original.getStatus() == ChargeItemStatus.UNKNOWN) {
            return touched;
        }
        for (Extension credit : original.getExtensionsByUrl(CREDIT)) {
            Optional<Money> amount = part(credit, "amount").map(Money.class::cast);
            Optional<Money> charged = ChargeItems.total(original);
            if (amount.isEmpty() || charged.isEmpty() || isAll(amount.get(), charged.get())) {
                original.setStatus(ChargeItemStatus.ENTEREDINERROR);
            } else {
                touched.add(partial(credit, amount.get(), original, draft));
            }
        }
        return touched;
    }

    /** A charge and those that credits have put beside it. */
    static List<ChargeItem> with(ChargeItem original, Draft draft) {
        List<Token> credits =
                original.getExtensionsByUrl(CREDIT).stream().map(Credits::token).toList();
        return Stream.concat(Stream.of(original), draft.find(ChargeItem.class, credits).stream())
                .toList();
    }

    private static boolean isAll(Money credit, Money charge) {
        return credit.getCurrency().equals(charge.getCurrency())
                && credit.getValue().compareTo(charge.getValue().abs()) == 0;
    }

    private static ChargeItem partial(Extension credit, Money amount, ChargeItem original, Draft draft) {
        Token identity = token(credit);
        ChargeItem item = draft.find(ChargeItem.class, List.of(identity)).stream()
                .findFirst()
                .map(draft::editAlways)
                .orElseGet(() -> draft.create(Charges.identified(identity), identity));
        draft.inPassing(item);
        BigDecimal negative = amount.getValue().negate();
        if (!item.hasStatus()) {
            item.setStatus(ChargeItemStatus.BILLABLE);
        }
        item.setPartOf(List.of(new Reference(Draft.reference(original))));
        item.setCode(original.getCode().copy());
        item.setSubject(original.getSubject().copy());
        if (original.hasContext()) {
            item.setContext(original.getContext().copy());
        }
        item.setAccount(original.getAccount().stream().map(Reference::copy).toList());
        part(credit, "date").ifPresent(date -> item.setOccurrence(date.copy()));
        item.setPriceOverride(new Money().setValue(negative).setCurrency(amount.getCurrency()));
        ChargeExtensions.replace(
                item,
                ChargeExtensions.TOTAL,
                Stream.of(new Money().setValue(negative).setCurrency(amount.getCurrency())));
        return item;
    }

    private static Token token(Extension credit) {
        Identifier identifier =
                (Identifier) credit.getExtensionByUrl("identifier").getValue();
        return new Token(identifier.getSystem(), identifier.getValue());
    }

    private static Optional<Type> part(Extension credit, String url) {
        return Optional.ofNullable(credit.getExtensionByUrl(url)).map(Extension::getValue);
    }
}
