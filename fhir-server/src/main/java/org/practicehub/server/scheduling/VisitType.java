package org.practicehub.server.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What can be booked, and what it takes.
 *
 * @param reference {@code HealthcareService/x}
 * @param length of the visit itself
 * @param before kept free before it, in the provider's calendar
 * @param after kept free after it
 * @param grid visits begin at such minutes of the hour
 * @param pools of each, one is needed besides the provider
 */
record VisitType(
        String reference,
        List<CodeableConcept> types,
        Duration length,
        Duration before,
        Duration after,
        int grid,
        List<Pool> pools) {
    private static final int DEFAULT_MINUTES = 30;
    private static final int DEFAULT_GRID = 10;
    private static final int LONGEST_MINUTES = 24 * 60;
    private static final int HOUR = 60;

    /**
     * Rooms or devices that do as well as each other.
     *
     * @param location the site where they are; anywhere, without one
     * @param members {@code Location/x}, {@code Device/x}
     */
    record Pool(Optional<String> location, List<String> members) {
        boolean isAt(Optional<String> site) {
            return location.isEmpty() || site.isEmpty() || location.equals(site);
        }
    }

    static VisitType of(HealthcareService service) {
        Optional<Extension> parameters = Optional.ofNullable(service.getExtensionByUrl(Terms.PARAMETERS));
        return new VisitType(
                "HealthcareService/" + service.getIdElement().getIdPart(),
                service.getType(),
                minutes(Optional.ofNullable(service.getExtensionByUrl(Terms.MINUTES)), DEFAULT_MINUTES),
                minutes(part(parameters, "buffer-before"), 0),
                minutes(part(parameters, "buffer-after"), 0),
                grid(part(parameters, "grid")),
                parameters.stream()
                        .flatMap(all -> all.getExtensionsByUrl("pool").stream())
                        .map(VisitType::pool)
                        .toList());
    }

    /** The type of a visit that came by a message and names none that is known here: it takes what it takes. */
    static VisitType unknown(Duration length) {
        return new VisitType("", List.of(), length, Duration.ZERO, Duration.ZERO, DEFAULT_GRID, List.of());
    }

    boolean isKnown() {
        return !reference.isEmpty();
    }

    private static Optional<Extension> part(Optional<Extension> parameters, String name) {
        return parameters.map(all -> all.getExtensionByUrl(name));
    }

    private static Duration minutes(Optional<Extension> extension, int otherwise) {
        int minutes = number(extension, otherwise);
        return Duration.ofMinutes(minutes >= 0 && minutes <= LONGEST_MINUTES ? minutes : otherwise);
    }

    private static int grid(Optional<Extension> extension) {
        int grid = number(extension, DEFAULT_GRID);
        return grid >= FreeTime.STEP_MINUTES && grid <= HOUR ? grid : DEFAULT_GRID;
    }

    private static int number(Optional<Extension> extension, int otherwise) {
        return extension
                .map(Extension::getValue)
                .filter(IntegerType.class::isInstance)
                .map(value -> ((IntegerType) value).getValue())
                .orElse(otherwise);
    }

    private static Pool pool(Extension extension) {
        List<String> members = new ArrayList<>();
        extension.getExtensionsByUrl("member").forEach(member -> reference(member)
                .ifPresent(members::add));
        return new Pool(
                Optional.ofNullable(extension.getExtensionByUrl("location")).flatMap(VisitType::reference), members);
    }

    private static Optional<String> reference(Extension extension) {
        return extension.getValue() instanceof Reference reference
                ? Optional.ofNullable(reference.getReference())
                : Optional.empty();
    }

    /** What blocks may name it by, as {@code system|code}. */
    List<String> codes() {
        return types.stream()
                .flatMap(type -> type.getCoding().stream())
                .map(coding -> coding.getSystem() + "|" + coding.getCode())
                .toList();
    }

    /** Whether a block of {@code system|code} is about it. */
    boolean isNamed(String code) {
        return codes().contains(code);
    }
}
