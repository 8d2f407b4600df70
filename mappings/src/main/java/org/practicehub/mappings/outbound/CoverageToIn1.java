package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.segments.In1ToCoverage;

/** Coverage → IN1 (HL7 section 6.5.6): who pays, by which plan, under which number. */
final class CoverageToIn1 {

    private CoverageToIn1() {}

    static void write(Coverage coverage, int set, Directory directory, Values values, Writer out) {
        String[] in1 = new String[49];
        Arrays.fill(in1, "");
        in1[0] = Integer.toString(set); // IN1-1
        in1[1] = classified("plan", coverage)
                .map(plan -> out.parts(plan.getValue(), plan.getName()))
                .orElse(""); // IN1-2
        coverage.getPayor().stream()
                .flatMap(payor -> directory.find(payor, Organization.class).stream())
                .findFirst()
                .ifPresent(payer -> payer(payer, in1, values));
        classified("group", coverage).ifPresent(group -> {
            in1[7] = values.text(group.getValue()); // IN1-8
            in1[8] = values.text(group.getName()); // IN1-9
        });
        in1[9] = coverage.getPolicyHolder().hasIdentifier()
                ? values.cx(coverage.getPolicyHolder().getIdentifier())
                : ""; // IN1-10
        in1[10] = values.text(coverage.getPolicyHolder().getDisplay()); // IN1-11
        if (coverage.hasPeriod()) {
            in1[11] = coverage.getPeriod().hasStart()
                    ? values.time(coverage.getPeriod().getStartElement())
                    : ""; // IN1-12
            in1[12] = coverage.getPeriod().hasEnd()
                    ? values.time(coverage.getPeriod().getEndElement())
                    : ""; // IN1-13
        }
        in1[14] = coverage.hasType() ? values.coded(coverage.getType(), "IN1-15", "") : ""; // IN1-15
        insured(coverage, in1, directory, values);
        in1[21] = coverage.hasOrder() ? values.text(coverage.getOrderElement().getValueAsString()) : ""; // IN1-22
        Optional<String> member = member(coverage);
        in1[35] = member.map(values::text).orElse(""); // IN1-36
        in1[48] = Optional.ofNullable(coverage.getSubscriberId())
                .filter(id -> !id.equals(member.orElse("")))
                .map(values::text)
                .orElse(""); // IN1-49
        out.segment("IN1", List.of(in1));
    }

    private static void payer(Organization payer, String[] in1, Values values) {
        in1[2] = values.number(payer.getIdentifier()).map(values::cx).orElse(""); // IN1-3
        in1[3] = values.text(payer.getName()); // IN1-4
        in1[4] = values.addresses(payer.getAddress()); // IN1-5
        in1[6] = values.telecoms(payer.getTelecom().stream()); // IN1-7
    }

    private static void insured(Coverage coverage, String[] in1, Directory directory, Values values) {
        in1[16] = relationship(coverage, values); // IN1-17
        directory.find(coverage.getSubscriber(), Patient.class).ifPresent(self -> {
            in1[15] = values.names(self.getName()); // IN1-16
            in1[17] = self.hasBirthDate() ? values.time(self.getBirthDateElement()) : ""; // IN1-18
        });
        directory.find(coverage.getSubscriber(), RelatedPerson.class).ifPresent(person -> {
            in1[15] = values.names(person.getName()); // IN1-16
            in1[17] = person.hasBirthDate() ? values.time(person.getBirthDateElement()) : ""; // IN1-18
            in1[18] = values.addresses(person.getAddress()); // IN1-19
        });
    }

    /** FHIR's list says "other" where HL7 table 0063 has many words, and none of them is meant. */
    private static String relationship(Coverage coverage, Values values) {
        return Stream.of("0063", "0063-subscriber")
                .flatMap(table -> coverage.getRelationship().getCoding().stream()
                        .filter(coding -> !"other".equals(coding.getCode()))
                        .map(coding -> values.code("IN1-17", table, coding.getSystem(), coding.getCode())))
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The number on the card: the one of the payer's members, else the subscriber's. */
    private static Optional<String> member(Coverage coverage) {
        return coverage.getIdentifier().stream()
                .filter(identifier ->
                        identifier.getSystem() != null && In1ToCoverage.isMemberSystem(identifier.getSystem()))
                .findFirst()
                .map(Identifier::getValue)
                .or(() -> Optional.ofNullable(coverage.getSubscriberId()));
    }

    private static Optional<Coverage.ClassComponent> classified(String type, Coverage coverage) {
        return coverage.getClass_().stream()
                .filter(one -> one.getType().getCoding().stream().anyMatch(coding -> type.equals(coding.getCode())))
                .findFirst();
    }
}
