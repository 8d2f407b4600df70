package org.practicehub.server.access;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Access.Right;
import org.practicehub.server.access.BreakGlass.Case;

/** Opening a patient's record in an emergency, and looking at it afterwards. */
public final class EmergencyOperations {
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 1000;
    private static final int MOST_CASES = 500;

    private final BreakGlass glass;
    private final Relations relations;
    private final Records records;
    private final Sight sight;

    EmergencyOperations(BreakGlass glass, Relations relations, Records records, Sight sight) {
        this.glass = glass;
        this.relations = relations;
        this.records = records;
        this.sight = sight;
    }

    /** Whether the caller has to do with the patient, and what they can do about it if not. */
    @Operation(name = "$relationship", type = Patient.class, idempotent = true)
    public Parameters relationship(@IdParam IdType id, RequestDetails request) {
        Access access = Access.of(request);
        String patient = visible(access, id);
        Parameters out = new Parameters();
        out.addParameter(
                "related",
                new BooleanType(relations.exist(patient, access.caller().as())));
        out.addParameter("may-break-glass", new BooleanType(access.rights().contains(Right.BREAK_GLASS)));
        glass.openUntil(access.caller().username(), patient)
                .ifPresent(until -> out.addParameter("open-until", instant(until)));
        return out;
    }

    /** Opens the patient's record for an hour; the reason is kept for the review. */
    @Operation(name = "$break-glass", type = Patient.class)
    public Parameters open(
            @IdParam IdType id,
            @OperationParam(name = "reason", min = 1) @Nullable StringType reason,
            RequestDetails request) {
        Access access = Access.of(request);
        String patient = visible(access, id);
        String why = reason == null || reason.getValue() == null
                ? ""
                : reason.getValue().trim();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            throw new UnprocessableEntityException(
                    "A reason has " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters.");
        }
        Instant until = glass.open(access.caller().username(), patient, why);
        Parameters out = new Parameters();
        out.addParameter("open-until", instant(until));
        return out;
    }

    /** The cases, for their review. */
    @Operation(name = "$break-glass-cases", idempotent = true)
    public Parameters cases() {
        Parameters out = new Parameters();
        glass.cases(MOST_CASES).forEach(one -> describe(out.addParameter().setName("case"), one));
        return out;
    }

    /** Writes down what a review found. Nobody reviews their own. */
    @Operation(name = "$review-break-glass")
    public Parameters review(
            @OperationParam(name = "id", min = 1) IntegerType number,
            @OperationParam(name = "finding", min = 1) CodeType finding,
            RequestDetails request) {
        String found = finding.getValue();
        if (!"justified".equals(found) && !"not-justified".equals(found)) {
            throw new UnprocessableEntityException("A finding is justified or not-justified.");
        }
        if (!glass.review(number.getValue(), Access.of(request).caller().username(), found)) {
            throw new ResourceNotFoundException("There is no such case that waits for your review.");
        }
        return cases();
    }

    private String visible(Access access, IdType id) {
        return records.current("Patient", id.getIdPart())
                .filter(patient -> sight.isOpen(access, 'r', patient) || isRestricted(access, patient))
                .map(patient -> "Patient/" + patient.getIdElement().getIdPart())
                .orElseThrow(Refusal::notFound);
    }

    /** A patient whose whole record is restricted: exactly then somebody may have to break the glass. */
    private static boolean isRestricted(Access access, org.hl7.fhir.instance.model.api.IBaseResource patient) {
        return access.mayAll('r', "Patient")
                && Sight.isSensitive(patient)
                && access.rights().contains(Right.BREAK_GLASS);
    }

    private static void describe(ParametersParameterComponent out, Case one) {
        out.addPart().setName("id").setValue(new IntegerType(Math.toIntExact(one.id())));
        out.addPart().setName("person").setValue(new StringType(one.username()));
        out.addPart().setName("patient").setValue(new Reference(one.patient()));
        out.addPart().setName("reason").setValue(new StringType(one.reason()));
        out.addPart().setName("started").setValue(instant(one.startedAt().toInstant()));
        out.addPart().setName("ended").setValue(instant(one.expiresAt().toInstant()));
        Optional.ofNullable(one.reviewedBy())
                .ifPresent(by -> out.addPart().setName("reviewed-by").setValue(new StringType(by)));
        Optional.ofNullable(one.reviewedAt())
                .map(OffsetDateTime::toInstant)
                .ifPresent(at -> out.addPart().setName("reviewed").setValue(instant(at)));
        Optional.ofNullable(one.finding())
                .ifPresent(found -> out.addPart().setName("finding").setValue(new CodeType(found)));
    }

    private static InstantType instant(Instant at) {
        return new InstantType(Date.from(at));
    }
}
