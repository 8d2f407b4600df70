package org.practicehub.mappings.record;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/**
 * Which groups of which feed a resource was named in, noted on the resource itself: {@code demo-ehr/NK1}. A group that is
 * sent again replaces what was in it before (G8), and nothing that came from elsewhere. What has left a group keeps a note
 * of it, by which an older group that is heard later is known to be old.
 */
public final class SentIn {

    private static final String NOW = "urn:x-hub:extension:sent-in";
    private static final String ONCE = "urn:x-hub:extension:once-sent-in";

    private SentIn() {}

    public static void add(String group, DomainResource resource) {
        remove(ONCE, group, resource);
        if (!groups(resource).contains(group)) {
            resource.addExtension(new Extension(NOW, new StringType(group)));
        }
    }

    public static void leave(String group, DomainResource resource) {
        remove(NOW, group, resource);
        remove(ONCE, group, resource);
        resource.addExtension(new Extension(ONCE, new StringType(group)));
    }

    /** The groups it is in. */
    public static Set<String> groups(DomainResource resource) {
        return values(NOW, resource).collect(Collectors.toSet());
    }

    /** Whether it is in the group, or once was. */
    public static boolean everIn(String group, DomainResource resource) {
        return Stream.concat(values(NOW, resource), values(ONCE, resource)).anyMatch(group::equals);
    }

    private static Stream<String> values(String url, DomainResource resource) {
        return resource.getExtensionsByUrl(url).stream()
                .map(extension -> extension.getValue().primitiveValue());
    }

    private static void remove(String url, String group, DomainResource resource) {
        resource.getExtension()
                .removeIf(extension -> url.equals(extension.getUrl())
                        && group.equals(extension.getValue().primitiveValue()));
    }
}
