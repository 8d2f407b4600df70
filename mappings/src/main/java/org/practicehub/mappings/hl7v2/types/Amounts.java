package org.practicehub.mappings.hl7v2.types;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Money;
import org.practicehub.mappings.hl7v2.Field;

/** NM, MO and CP: numbers and money, as exact as they were sent (F5). */
public final class Amounts {

    /** As long as any amount is; a hostile exponent has no place in it. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,15}(\\.\\d{0,6})?|\\.\\d{1,6})");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private Amounts() {}

    /** NM → the number, with the digits it was sent with; empty for what is none. */
    public static Optional<BigDecimal> number(Field nm) {
        return nm.value().filter(text -> NUMBER.matcher(text).matches()).map(BigDecimal::new);
    }

    /**
     * CP or MO → Money, in the currency it names or in the feed's. Of a CP the amount and its currency are parts of the
     * first component; senders also write {@code 100^USD}. Empty for an amount or a currency that is none.
     */
    public static Optional<Money> money(Field cp, Source source) {
        Optional<String> currency = currency(cp)
                .map(named -> isCurrency(named) ? named : "")
                .or(() -> Optional.of(source.feed().currency().getCurrencyCode()))
                .filter(code -> !code.isEmpty());
        return currency.flatMap(code -> number(cp.component(1).component(1)).map(amount -> money(amount, code)));
    }

    /** Whether the field has a value that can be no amount of money. */
    public static boolean isNone(Field cp, Source source) {
        return cp.isPresent() && money(cp, source).isEmpty();
    }

    public static Money money(BigDecimal amount, String currency) {
        return new Money().setValue(amount).setCurrency(currency);
    }

    /** MO-2; the second component of a CP is the kind of price (table 0205), which no currency is called like. */
    private static Optional<String> currency(Field cp) {
        return cp.component(1).component(2).value().or(() -> cp.component(2)
                .value()
                .filter(text -> CURRENCY.matcher(text).matches()));
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }
}
