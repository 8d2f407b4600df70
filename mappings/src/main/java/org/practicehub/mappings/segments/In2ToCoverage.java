package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CostToBeneficiaryComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Amounts;
import org.practicehub.mappings.hl7v2.types.Hd;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Systems;

/** IN2, and the amounts of IN1 → Coverage: numbers of public payers, the employer, the deductible. */
final class In2ToCoverage {

    private static final String COPAY = "http://terminology.hl7.org/CodeSystem/coverage-copay-type";

    private In2ToCoverage() {}

    /** The numbers that public payers know the insured by. */
    static void numbers(Segment in2, Coverage coverage, Source source) {
        Stream.of(
                        number(in2.field(6), "MC", source), // IN2-6
                        number(in2.field(8), "MA", source), // IN2-8
                        number(in2.field(10), "MI", source), // IN2-10
                        Identifiers.identifier(in2.field(26), "SN", source)) // IN2-26
                .flatMap(Optional::stream)
                .forEach(identifier -> put(identifier, coverage));
    }

    /** The insured's employer, where IN1 names no group's: IN2-70, IN2-69, IN2-3. */
    static Optional<Reference> employer(Segment in2, Source source) {
        return Stream.of(in2.field(70), in2.field(69), in2.field(3)) // IN2-70, IN2-69, IN2-3
                .flatMap(xon -> organization(xon.repetition(1), source).stream())
                .findFirst();
    }

    /** What the insured pays before the payer does. */
    static void deductible(Segment in1, Coverage coverage, Source source) {
        Patch.one(in1.field(37), cp -> Amounts.money(cp, source), money -> {
            coverage.getCostToBeneficiary().removeIf(In2ToCoverage::isDeductible);
            if (money != null) {
                coverage.addCostToBeneficiary()
                        .setType(new CodeableConcept()
                                .addCoding(new Coding().setSystem(COPAY).setCode("deductible")))
                        .setValue(money);
            }
        }); // IN1-37
    }

    private static boolean isDeductible(CostToBeneficiaryComponent cost) {
        return cost.getType().getCoding().stream().anyMatch(coding -> "deductible".equals(coding.getCode()));
    }

    private static Optional<Identifier> number(Field text, String type, Source source) {
        return text.component(1)
                .value()
                .map(value -> Identifiers.typed(
                        Systems.assigner(new Hd("", "", ""), type, source.feed()), value, type, text, source));
    }

    private static void put(Identifier identifier, Coverage coverage) {
        List<Identifier> present = coverage.getIdentifier();
        present.removeIf(known -> identifier.getSystem().equals(known.getSystem()));
        present.add(identifier);
    }

    private static Optional<Reference> organization(Field xon, Source source) {
        Reference reference = new Reference().setType("Organization");
        xon.component(1).ifPresent(reference::setDisplay); // XON-1
        Identifiers.organization(xon, source).ifPresent(reference::setIdentifier); // XON-3, XON-10
        return reference.hasDisplay() || reference.hasIdentifier() ? Optional.of(reference) : Optional.empty();
    }
}
