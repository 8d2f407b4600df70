package org.practicehub.mappings.golden;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Resource;

/** Whether resources obey the base definitions of R4. */
final class Validity {

    private static final FhirValidator VALIDATOR = validator();
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();
    private static final Pattern IDS = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\"reference\":\")\\w+/[^\"]+|(?<=\"id\":\")[^\"]+");
    private static final Pattern TIMES = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.+-]+");
    private static final Pattern LISTS = Pattern.compile("(\\{\"reference\":\"id\"},?)+");

    private Validity() {}

    /** What is wrong with a resource. Those that differ only in ids, references and times are validated once. */
    static List<String> errors(Resource resource) {
        return KNOWN.computeIfAbsent(shape(resource), shape -> validate(resource));
    }

    private static String shape(Resource resource) {
        String ids = IDS.matcher(TestJson.compact(resource)).replaceAll("id");
        return LISTS.matcher(TIMES.matcher(ids).replaceAll("time")).replaceAll("references");
    }

    private static List<String> validate(Resource resource) {
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
