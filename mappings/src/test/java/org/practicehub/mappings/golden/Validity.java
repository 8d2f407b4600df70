package org.practicehub.mappings.golden;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/** Whether resources obey the base definitions of R4. */
final class Validity {

    private static final FhirValidator VALIDATOR = validator();

    private Validity() {}

    static List<String> errors(Resource resource) {
        return VALIDATOR.validateWithResult(TestJson.compact(resource)).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(Validity::told)
                .toList();
    }

    private static String told(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }

    private static FhirValidator validator() {
        return TestJson.FHIR
                .newValidator()
                .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                        new DefaultProfileValidationSupport(TestJson.FHIR),
                        new CommonCodeSystemsTerminologyService(TestJson.FHIR),
                        new InMemoryTerminologyServerValidationSupport(TestJson.FHIR),
                        new UnknownCodeSystemWarningValidationSupport(TestJson.FHIR))));
    }
}
