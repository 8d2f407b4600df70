package org.practicehub.mappings.golden;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import org.hl7.fhir.r4.model.Resource;

/** FHIR as text, for tests. */
public final class TestJson {

    public static final FhirContext FHIR = FhirContext.forR4Cached();

    private TestJson() {}

    public static String pretty(Resource resource) {
        return parser().setPrettyPrint(true).encodeResourceToString(resource) + "\n";
    }

    public static String compact(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    public static <T extends Resource> T parse(Class<T> type, String text) {
        return FHIR.newJsonParser().parseResource(type, text);
    }

    private static IParser parser() {
        IParser parser = FHIR.newJsonParser();
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        return parser;
    }
}
