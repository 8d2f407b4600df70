package org.practicehub.mappings.segments;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemPerformerComponent;
import org.hl7.fhir.r4.model.Money;

/** What a ChargeItem says, however it says it: of whoever made it, a message or the FHIR API. */
public final class ChargeItems {

    private ChargeItems() {}

    /** What the charge comes to; where nobody wrote that down, R4's reading of the price: it is for the whole charge. */
    public static Optional<Money> total(ChargeItem charge) {
        return ChargeExtensions.value(charge, ChargeExtensions.TOTAL, Money.class)
                .or(() -> Optional.of(charge.getPriceOverride()))
                .filter(money -> money.getValue() != null);
    }

    /** The price of one, where it and the quantity come to the total. */
    public static Optional<Money> unitPrice(ChargeItem charge) {
        Optional<BigDecimal> quantity = charge.hasQuantity()
                ? Optional.ofNullable(charge.getQuantity().getValue())
                : Optional.of(BigDecimal.ONE);
        Money price = charge.getPriceOverride();
        return total(charge)
                .filter(total -> price.getValue() != null && quantity.isPresent())
                .filter(total -> price.getValue().multiply(quantity.get()).compareTo(total.getValue()) == 0)
                .map(total -> price);
    }

    /** Whether somebody took part in it as this, a code of v3-ParticipationType. */
    public static boolean hasFunction(ChargeItemPerformerComponent performer, String function) {
        return performer.getFunction().getCoding().stream().anyMatch(coding -> function.equals(coding.getCode()));
    }
}
