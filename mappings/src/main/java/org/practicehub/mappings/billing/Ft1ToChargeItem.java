package org.practicehub.mappings.billing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemPerformerComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.directory.Locations;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Amounts;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.ChargeExtensions;
import org.practicehub.mappings.segments.ChargeItems;

/** FT1 → ChargeItem (F1), but for what it belongs to and its status. The guide has no map. */
final class Ft1ToChargeItem {

    private static final String FUNCTION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private Ft1ToChargeItem() {}

    static void apply(Ft1 group, ChargeItem item, Draft draft) {
        Segment ft1 = group.ft1();
        Source source = draft.source();
        occurrence(ft1.field(4), source).ifPresent(item::setOccurrence); // FT1-4
        Patch.one(ft1.field(5), dtm -> Times.dateTime(dtm, source), item::setEnteredDateElement); // FT1-5
        code(ft1, source).ifPresent(item::setCode); // FT1-25, FT1-7, FT1-8
        Patch.one(
                ft1.field(10),
                nm -> Amounts.number(nm).map(number -> new Quantity().setValue(number)),
                item::setQuantity); // FT1-10
        price(ft1, item, source); // FT1-11, FT1-12
        Patch.one(ft1.field(13), cwe -> department(cwe, source), item::setCostCenter); // FT1-13
        ChargeExtensions.patch(
                ft1.field(16), ChargeExtensions.LOCATION, pl -> Locations.reference(pl, draft), item); // FT1-16
        reasons(group, item, source); // FT1-19
        performers(ft1, item, draft); // FT1-20, FT1-21
        Patch.list(
                ft1.field(23),
                ei -> Identifiers.entity(ei, "FILL", source).map(Ft1ToChargeItem::order).stream()
                        .toList(),
                item::setSupportingInformation); // FT1-23
        Patch.one(ft1.field(24), xcn -> Practitioners.reference(xcn.repetition(1), draft), item::setEnterer); // FT1-24
        modifiers(ft1.field(26), item, source); // FT1-26
        Patch.one(ft1.field(29), cwe -> Codes.concept(cwe, source), item::setProduct); // FT1-29
        Patch.one(ft1.field(32), xon -> organization(xon, source), item::setPerformingOrganization); // FT1-32
        Patch.one(ft1.field(33), xon -> organization(xon, source), item::setRequestingOrganization); // FT1-33
        ChargeExtensions.patch(ft1.field(38), ChargeExtensions.REFERRAL, Ft1ToChargeItem::number, item); // FT1-38
        ChargeExtensions.patch(ft1.field(39), ChargeExtensions.AUTHORIZATION, Ft1ToChargeItem::number, item); // FT1-39
        ChargeExtensions.patch(
                ft1.field(41), ChargeExtensions.REVENUE, cwe -> Codes.concept(cwe, source), item); // FT1-41
        if (!group.procedures().isEmpty()) {
            CodedSegments.writeProcedures(group.procedures(), item, source);
        }
        if (!group.ofVisit().isEmpty()) {
            CodedSegments.writeDiagnoses(group.ofVisit(), item, source);
        }
    }

    /** FT1-25, the procedure; the sender's own code for the charge (FT1-7) beside it, or alone. */
    static Optional<CodeableConcept> code(Segment ft1, Source source) {
        Optional<CodeableConcept> own = Codes.concept(ft1.field(7), source); // FT1-7
        Optional<CodeableConcept> code = Codes.concept(ft1.field(25), source).or(() -> own); // FT1-25
        code.ifPresent(concept -> {
            own.stream()
                    .flatMap(charge -> charge.getCoding().stream())
                    .filter(coding -> concept.getCoding().stream().noneMatch(known -> isSame(known, coding)))
                    .toList()
                    .forEach(concept::addCoding);
            if (!concept.hasText()) {
                ft1.field(8).ifPresent(concept::setText); // FT1-8
            }
        });
        return code;
    }

    /** DR: a day, or from when to when. */
    static Optional<? extends Type> occurrence(Field dr, Source source) {
        return dr.component(2).isPresent() && !dr.component(2).text().equals(dr.text())
                ? Times.period(dr.component(1), dr.component(2), source)
                : Times.dateTime(dr, source);
    }

    /** What the line comes to: FT1-11, else FT1-12 as often as it was done. */
    static Optional<Money> total(Segment ft1, Source source) {
        return Amounts.money(ft1.field(11), source) // FT1-11
                .or(() -> Amounts.money(ft1.field(12), source) // FT1-12
                        .map(unit -> Amounts.money(unit.getValue().multiply(quantity(ft1)), unit.getCurrency())));
    }

    private static BigDecimal quantity(Segment ft1) {
        return Amounts.number(ft1.field(10)).orElse(BigDecimal.ONE); // FT1-10
    }

    private static void price(Segment ft1, ChargeItem item, Source source) {
        Optional<Money> extended = Amounts.money(ft1.field(11), source);
        Optional<Money> unit = Amounts.money(ft1.field(12), source);
        unit.or(() -> extended).map(Money::copy).ifPresent(item::setPriceOverride);
        total(ft1, source).ifPresent(total -> ChargeExtensions.replace(item, ChargeExtensions.TOTAL, Stream.of(total)));
        boolean contradicts = extended.isPresent()
                && unit.isPresent()
                && unit.get()
                                .getValue()
                                .multiply(quantity(ft1))
                                .compareTo(extended.get().getValue())
                        != 0;
        if (contradicts) {
            source.warn(
                    Code.CONTRADICTION,
                    ft1.field(11),
                    "Unit price and quantity come to another amount than the line says; the line's was taken.");
        }
    }

    /** What the charge is for: FT1-19, and the diagnoses of its own. */
    private static void reasons(Ft1 group, ChargeItem item, Source source) {
        List<CodeableConcept> said = Patch.part(
                group.ft1().field(19), item.getReason(), reason -> true, list -> concepts(list, source)); // FT1-19
        List<String> keys = said.stream().map(ChargeExtensions::key).toList();
        item.setReason(Patch.together(
                said,
                CodedSegments.diagnoses(group.diagnoses(), source).stream()
                        .filter(code -> !keys.contains(ChargeExtensions.key(code)))
                        .toList()));
    }

    private static void performers(Segment ft1, ChargeItem item, Draft draft) {
        List<ChargeItemPerformerComponent> present = item.getPerformer();
        item.setPerformer(Patch.together(
                performers(ft1.field(20), "PPRF", present, draft), // FT1-20
                performers(ft1.field(21), "AUT", present, draft), // FT1-21
                present.stream()
                        .filter(performer -> !ChargeItems.hasFunction(performer, "PPRF")
                                && !ChargeItems.hasFunction(performer, "AUT"))
                        .toList()));
    }

    private static List<ChargeItemPerformerComponent> performers(
            Field list, String function, List<ChargeItemPerformerComponent> present, Draft draft) {
        return Patch.part(
                list, present, performer -> ChargeItems.hasFunction(performer, function), field -> field.repetitions()
                        .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                        .map(person -> new ChargeItemPerformerComponent()
                                .setFunction(new CodeableConcept()
                                        .addCoding(
                                                new Coding().setSystem(FUNCTION).setCode(function)))
                                .setActor(person))
                        .toList());
    }

    private static void modifiers(Field list, ChargeItem item, Source source) {
        if (!list.isAbsent()) {
            ChargeExtensions.replace(item, ChargeExtensions.MODIFIER, concepts(list, source).stream());
        }
    }

    private static List<CodeableConcept> concepts(Field list, Source source) {
        return list.repetitions()
                .flatMap(cwe -> Codes.concept(cwe, source).stream())
                .toList();
    }

    private static Optional<StringType> number(Field cx) {
        return cx.component(1).value().map(StringType::new);
    }

    private static Reference order(Identifier filler) {
        return new Reference().setType("ServiceRequest").setIdentifier(filler);
    }

    private static Optional<Reference> department(Field cwe, Source source) {
        return Codes.token(cwe, source).map(token -> {
            Reference reference = new Reference()
                    .setType("Organization")
                    .setIdentifier(new Identifier().setSystem(token.system()).setValue(token.value()));
            cwe.component(2).ifPresent(reference::setDisplay);
            return reference;
        });
    }

    private static Optional<Reference> organization(Field xon, Source source) {
        Field named = xon.repetition(1);
        Reference reference = new Reference().setType("Organization");
        named.component(1).ifPresent(reference::setDisplay); // XON-1
        Identifiers.organization(named, source).ifPresent(reference::setIdentifier); // XON-3, XON-10
        return reference.hasDisplay() || reference.hasIdentifier() ? Optional.of(reference) : Optional.empty();
    }

    private static boolean isSame(Coding one, Coding other) {
        return one.getSystem().equals(other.getSystem()) && one.getCode().equals(other.getCode());
    }
}
