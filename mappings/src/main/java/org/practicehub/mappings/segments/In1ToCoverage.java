package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.ClassComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/** IN1 with IN2 → Coverage (5.3). Payer and subscriber are resources of their own, which the caller looks up. */
public final class In1ToCoverage {

    private static final String CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class";
    private static final String VERIFIED = "urn:x-hub:extension:verified";
    private static final String MEMBER = "urn:x-hub:member:";

    private In1ToCoverage() {}

    /** IN2-61, IN1-49, IN1-36: the number on the card; empty when there is none. */
    public static String memberId(Group in1) {
        return in1.optional("IN2")
                .flatMap(in2 -> in2.field(61).value()) // IN2-61
                .or(in1.first().field(49)::value) // IN1-49
                .or(in1.first().field(36)::value) // IN1-36
                .orElse("");
    }

    /** IN1-17, or where a sender fills only the newer one, IN2-72: both say how patient and insured are related. */
    public static Field relationship(Group group) {
        Field said = group.first().field(17); // IN1-17
        return said.isAbsent()
                ? group.optional("IN2").map(in2 -> in2.field(72)).orElse(said) // IN2-72
                : said;
    }

    /** IN1-2, IN1-35: the plan; empty when there is none. */
    public static String planId(Segment in1) {
        return in1.field(2).value().or(in1.field(35)::value).orElse("");
    }

    /** The system of a payer's member ids. */
    public static String memberSystem(String payerCode) {
        return MEMBER + payerCode;
    }

    /** Whether identifiers of this system are some payer's member ids. */
    public static boolean isMemberSystem(String system) {
        return system.startsWith(MEMBER);
    }

    public static void apply(Group group, String payerCode, Coverage coverage, Source source) {
        Segment in1 = group.first();
        member(group, payerCode, coverage, source); // IN1-36, IN1-49, IN2-61
        coverage.setClass_(null);
        classOf("plan", planId(in1), in1.field(2).component(2), coverage); // IN1-2, IN1-35
        classOf("group", in1.field(8).text(), in1.field(9), coverage); // IN1-8, IN1-9
        Patch.one(
                in1.field(11), xon -> holder(xon, in1.field(10), source), coverage::setPolicyHolder); // IN1-10, IN1-11
        group.optional("IN2").ifPresent(in2 -> {
            if (!in1.field(11).isPresent()) {
                In2ToCoverage.employer(in2, source).ifPresent(coverage::setPolicyHolder); // IN2-3, IN2-69, IN2-70
            }
            In2ToCoverage.numbers(in2, coverage, source); // IN2-6, IN2-8, IN2-10, IN2-26
        });
        Patch.one(in1.field(12), dt -> Times.dateTime(dt, source), start -> coverage.getPeriod()
                .setStartElement(start)); // IN1-12
        Patch.one(in1.field(13), dt -> Times.dateTime(dt, source), end -> coverage.getPeriod()
                .setEndElement(end)); // IN1-13
        Patch.one(in1.field(15), cwe -> Codes.concept(cwe, source), coverage::setType); // IN1-15
        Patch.one(
                relationship(group),
                cwe -> SubscriberRelationship.ofPatient(cwe, source),
                coverage::setRelationship); // IN1-17, IN2-72
        order(in1).ifPresent(coverage::setOrderElement); // IN1-22, IN1-1
        In2ToCoverage.deductible(in1, coverage, source); // IN1-37
        Patch.one(
                in1.field(29),
                dtm -> Times.dateTime(dtm, source),
                time -> Patch.extensions(
                        coverage,
                        VERIFIED,
                        time == null ? List.of() : List.of(new Extension(VERIFIED, time)))); // IN1-29
        In3ToAuthorization.apply(group, coverage, source); // IN1-14, IN3-2
        Times.inOrder(coverage.getPeriod(), in1.field(13), source);
        if (coverage.getPeriod().isEmpty()) {
            coverage.setPeriod(null);
        }
    }

    private static void member(Group group, String payerCode, Coverage coverage, Source source) {
        String member = memberId(group);
        if (member.isEmpty()) {
            return;
        }
        coverage.getIdentifier().removeIf(present -> memberSystem(payerCode).equals(present.getSystem()));
        coverage.addIdentifier(Identifiers.typed(
                memberSystem(payerCode), member, "MB", group.first().field(36), source));
        coverage.setSubscriberId(group.first()
                .field(49)
                .value() // IN1-49
                .or(group.first().field(36)::value) // IN1-36
                .orElse(member));
    }

    private static void classOf(String type, String value, Field name, Coverage coverage) {
        if (value.isEmpty()) {
            return;
        }
        ClassComponent classification = coverage.addClass_()
                .setType(new CodeableConcept()
                        .addCoding(new Coding().setSystem(CLASS).setCode(type)))
                .setValue(value);
        name.ifPresent(classification::setName);
    }

    private static Optional<Reference> holder(Field xon, Field number, Source source) {
        Reference holder = new Reference().setType("Organization");
        xon.component(1).ifPresent(holder::setDisplay);
        Identifiers.identifier(number, "EN", source).ifPresent(holder::setIdentifier);
        return holder.hasDisplay() || holder.hasIdentifier() ? Optional.of(holder) : Optional.empty();
    }

    private static Optional<PositiveIntType> order(Segment in1) {
        return in1.field(22)
                .value()
                .or(in1.field(1)::value)
                .filter(number -> number.matches("[1-9]\\d{0,3}"))
                .map(PositiveIntType::new);
    }
}
