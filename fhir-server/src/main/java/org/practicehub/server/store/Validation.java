package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationResult;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the API is given when it breaks the base rules of R4: 422, with an OperationOutcome that names the element.
 *
 * <p>What messages write is not validated again at each write; that the mappings only make valid resources is proved by their
 * tests.
 */
public final class Validation extends RequestValidatingInterceptor {
    private final FhirContext fhir;
    private final IValidatorModule rules;

    Validation(FhirContext fhir, IValidatorModule rules) {
        this.fhir = fhir;
        this.rules = rules;
        addValidatorModule(rules);
        setFailOnSeverity(ResultSeverityEnum.ERROR);
        setAddResponseHeaderOnSeverity(null);
        setAddResponseOutcomeHeaderOnSeverity(null);
    }

    /** A patch is no resource; what it makes of one is. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
        if (request == null || request.getRestOperationType() != RestOperationTypeEnum.PATCH) {
            return;
        }
        ValidationResult result = validator().validateWithResult(resource);
        if (result.getMessages().stream().anyMatch(message -> isError(message.getSeverity()))) {
            throw new UnprocessableEntityException(fhir, result.toOperationOutcome());
        }
    }

    private static boolean isError(ResultSeverityEnum severity) {
        return severity == ResultSeverityEnum.ERROR || severity == ResultSeverityEnum.FATAL;
    }

    /** The first validation reads all of R4's definitions, which takes seconds; better now than when somebody saves. */
    void warmUp() {
        Parameters mixed = new Parameters();
        mixed.addParameter().setName("one").setResource(new Patient().setActive(true));
        mixed.addParameter().setName("other").setResource(new Appointment().setStatus(AppointmentStatus.PROPOSED));
        validator().validateWithResult(mixed);
    }

    private FhirValidator validator() {
        FhirValidator validator = fhir.newValidator();
        validator.registerValidatorModule(rules);
        return validator;
    }
}
