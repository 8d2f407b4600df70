package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.Patch;

/** What R4 has no element for on a ChargeItem or an Account, and a claim needs to know. */
public final class ChargeExtensions {

    /** FT1-26, a modifier of the procedure code (CodeableConcept). */
    public static final String MODIFIER = "urn:x-hub:extension:modifier";
    /** FT1-11, what the line comes to (Money). */
    public static final String TOTAL = "urn:x-hub:extension:total";
    /** FT1-16, where it was done (Reference). */
    public static final String LOCATION = "urn:x-hub:extension:location";
    /** FT1-41, revenue code (CodeableConcept). */
    public static final String REVENUE = "urn:x-hub:extension:revenue";
    /** FT1-39, the payer's authorization (string). */
    public static final String AUTHORIZATION = "urn:x-hub:extension:authorization-number";
    /** FT1-38, the number of the referral (string). */
    public static final String REFERRAL = "urn:x-hub:extension:referral-number";
    /** DG1 of the visit that the charge was told with (CodeableConcept). */
    public static final String DIAGNOSIS = "urn:x-hub:extension:diagnosis";
    /** PR1: code (CodeableConcept) and date (dateTime). */
    public static final String PROCEDURE = "urn:x-hub:extension:procedure";

    private ChargeExtensions() {}

    public static <T extends Type> List<T> values(DomainResource resource, String url, Class<T> type) {
        return resource.getExtensionsByUrl(url).stream()
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public static <T extends Type> Optional<T> value(DomainResource resource, String url, Class<T> type) {
        return values(resource, url, type).stream().findFirst();
    }

    /** The extensions of a name are these and no others. */
    public static void replace(DomainResource resource, String url, Stream<? extends Type> values) {
        Patch.extensions(
                resource, url, values.map(value -> new Extension(url, value)).toList());
    }

    /** A field that has its place in an extension (G6). */
    public static void patch(
            Field field,
            String url,
            Function<Field, ? extends Optional<? extends Type>> type,
            DomainResource resource) {
        Patch.<Type>one(field, type, value -> replace(resource, url, Stream.ofNullable(value)));
    }

    /** System and code of a concept's first coding, or its text: what two codes are told apart by. */
    public static String key(CodeableConcept concept) {
        return concept.getCoding().stream()
                .findFirst()
                .map(coding -> coding.getSystem() + "|" + coding.getCode())
                .orElse(String.valueOf(concept.getText()));
    }
}
