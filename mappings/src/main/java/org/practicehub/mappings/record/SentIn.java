package org.practicehub.mappings.record;

import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/**
 * Which groups of which feed a resource was named in, noted on the resource itself: {@code demo-ehr/NK1}. A group that is
 * sent again replaces what was in it before (G8), and nothing that came from elsewhere.
 */
public final class SentIn {

    private static final String URL = "urn:x-hub:extension:sent-in";

    private SentIn() {}

    public static void add(String group, DomainResource resource) {
        if (!groups(resource).contains(group)) {
            resource.addExtension(new Extension(URL, new StringType(group)));
        }
    }

    public static void remove(String group, DomainResource resource) {
        resource.getExtension()
                .removeIf(extension -> URL.equals(extension.getUrl())
                        && group.equals(extension.getValue().primitiveValue()));
    }

    public static Set<String> groups(DomainResource resource) {
        return resource.getExtensionsByUrl(URL).stream()
                .map(extension -> extension.getValue().primitiveValue())
                .collect(Collectors.toSet());
    }
}
