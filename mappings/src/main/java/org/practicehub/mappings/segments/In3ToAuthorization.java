package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Amounts;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;

/**
 * IN1-14 and IN3 → what the payer has certified, on the Coverage. R4's Coverage has no element for it; the claims of the
 * coverage carry the numbers. A message that certifies anything gives all that is certified (G8).
 */
public final class In3ToAuthorization {

    private static final String AUTHORIZATION = "urn:x-hub:extension:authorization";

    private In3ToAuthorization() {}

    static void apply(Group group, Coverage coverage, Source source) {
        Segment in1 = group.first();
        List<Segment> certified = group.each("IN3").toList();
        if (certified.isEmpty() && in1.field(14).isAbsent()) {
            return;
        }
        List<Extension> all = Stream.concat(
                        in1.field(14).repetitions().map(aui -> ofPlan(aui.component(1), aui.component(2), source)),
                        certified.stream().map(in3 -> certification(in3, source)))
                .filter(Extension::hasExtension)
                .toList();
        Patch.extensions(coverage, AUTHORIZATION, all);
    }

    /** The numbers that a claim to this coverage refers to. */
    public static Stream<String> numbers(Coverage coverage) {
        return coverage.getExtensionsByUrl(AUTHORIZATION).stream()
                .flatMap(authorization -> Stream.ofNullable(authorization.getExtensionByUrl("number")))
                .map(number -> number.getValue().primitiveValue());
    }

    private static Extension ofPlan(Field number, Field date, Source source) {
        Extension authorization = new Extension(AUTHORIZATION);
        add(authorization, "number", number.value().map(StringType::new)); // IN1-14
        add(authorization, "certified", Times.dateTime(date, source)); // IN1-14
        return authorization;
    }

    private static Extension certification(Segment in3, Source source) {
        Extension authorization = new Extension(AUTHORIZATION);
        add(
                authorization,
                "number",
                Identifiers.identifier(in3.field(2), "", source)
                        .map(identifier -> new StringType(identifier.getValue()))); // IN3-2
        add(authorization, "required", YesNo.type(in3.field(4))); // IN3-4
        add(authorization, "certified", Times.dateTime(in3.field(6), source)); // IN3-6
        add(authorization, "modified", Times.dateTime(in3.field(7), source)); // IN3-7
        add(authorization, "valid", Times.period(in3.field(9), in3.field(10), source)); // IN3-9, IN3-10
        add(
                authorization,
                "days",
                Amounts.number(in3.field(11).component(2))
                        .or(() -> Amounts.number(in3.field(11)))
                        .map(DecimalType::new)); // IN3-11
        add(authorization, "refusal", Codes.concept(in3.field(12), source)); // IN3-12
        add(authorization, "agency", in3.field(18).value().map(StringType::new)); // IN3-18
        return authorization;
    }

    private static void add(Extension authorization, String url, Optional<? extends Type> value) {
        value.ifPresent(present -> authorization.addExtension(new Extension(url, present)));
    }
}
