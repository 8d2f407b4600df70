package org.practicehub.mappings.billing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ChargeExtensions;
import org.practicehub.mappings.segments.ChargeItems;

/** ChargeItem → Claim.item (F3), but for what it points at inside the claim. */
final class ClaimItems {

    private static final String CHARGE = "urn:x-hub:extension:charge-item";

    private ClaimItems() {}

    /** The order of a claim's items: by day and the sender's number, so that it is the same whatever came first. */
    static Comparator<ChargeItem> order() {
        return Comparator.comparing(TransactionKeys::day)
                .thenComparing((ChargeItem charge) -> Charges.number(charge).length())
                .thenComparing(Charges::number)
                .thenComparing(Draft::reference);
    }

    /** Whether the item is the one of the charge. */
    static boolean isOf(ChargeItem charge, ItemComponent item) {
        return Draft.reference(charge).equals(charge(item));
    }

    /** {@code ChargeItem/x}; empty for an item that somebody added by hand. */
    static String charge(ItemComponent item) {
        return Optional.ofNullable(item.getExtensionByUrl(CHARGE))
                .map(extension -> ((Reference) extension.getValue()).getReference())
                .orElse("");
    }

    static ItemComponent item(ChargeItem charge) {
        ItemComponent item = new ItemComponent();
        item.addExtension(new Extension(CHARGE, new Reference(Draft.reference(charge))));
        ChargeExtensions.value(charge, ChargeExtensions.REVENUE, CodeableConcept.class)
                .ifPresent(code -> item.setRevenue(code.copy()));
        item.setProductOrService(charge.getCode().copy());
        ChargeExtensions.values(charge, ChargeExtensions.MODIFIER, CodeableConcept.class)
                .forEach(code -> item.addModifier(code.copy()));
        if (charge.getOccurrence() instanceof Period period) {
            item.setServiced(period.copy());
        } else if (charge.getOccurrence() instanceof DateTimeType
                && !TransactionKeys.day(charge).isEmpty()) {
            item.setServiced(new DateType(TransactionKeys.day(charge)));
        }
        ChargeExtensions.value(charge, ChargeExtensions.LOCATION, Reference.class)
                .ifPresent(place -> item.setLocation(place.copy()));
        if (charge.hasQuantity()) {
            item.setQuantity(charge.getQuantity().copy());
        }
        ChargeItems.unitPrice(charge).map(Money::copy).ifPresent(item::setUnitPrice);
        ChargeItems.total(charge).map(Money::copy).ifPresent(item::setNet);
        if (charge.hasContext()) {
            item.addEncounter(charge.getContext().copy());
        }
        return item;
    }

    /** The sum of the items; empty where they are in more than one currency, or none has an amount. */
    static Optional<Money> sum(List<ItemComponent> items) {
        List<Money> amounts = items.stream()
                .filter(ItemComponent::hasNet)
                .map(ItemComponent::getNet)
                .toList();
        List<String> currencies =
                amounts.stream().map(Money::getCurrency).distinct().toList();
        BigDecimal sum = amounts.stream().map(Money::getValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        return currencies.size() == 1
                ? Optional.of(new Money().setValue(sum).setCurrency(currencies.get(0)))
                : Optional.empty();
    }
}
