package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import org.hl7.fhir.r4.model.Patient;

/**
 * Refuses what the API is given when it breaks the base rules of R4: 422, with an OperationOutcome that names the element.
 *
 * <p>What messages write is not validated again at each write; that the mappings only make valid resources is proved by their
 * tests.
 */
final class Validation extends RequestValidatingInterceptor {
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

    /** The first validation reads all of R4's definitions, which takes seconds; better now than when somebody saves. */
    void warmUp() {
        FhirValidator validator = fhir.newValidator();
        validator.registerValidatorModule(rules);
        validator.validateWithResult(new Patient().setActive(true));
    }
}
