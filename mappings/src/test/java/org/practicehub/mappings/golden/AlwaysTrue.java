package org.practicehub.mappings.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.record.MemoryRecord;

/** What holds of everything a message becomes, whatever the message. */
final class AlwaysTrue {

    private final Set<String> there = new HashSet<>();

    private AlwaysTrue(Bundle after, MemoryRecord before) {
        before.all().forEach(resource -> there.add(reference(resource)));
        after.getEntry().forEach(entry -> there.add(reference(entry.getResource())));
    }

    static void check(Bundle after, MemoryRecord before) {
        AlwaysTrue rules = new AlwaysTrue(after, before);
        after.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(resource -> !(resource instanceof OperationOutcome))
                .forEach(resource -> {
                    assertThat(resource.getIdPart())
                            .as("a new resource has an id")
                            .isNotBlank();
                    rules.walk(resource, resource.fhirType());
                });
    }

    private void walk(Base element, String path) {
        if (element.isPrimitive()) {
            text(element, path);
        } else if (element instanceof Coding coding && coding.hasCode()) {
            assertThat(coding.getSystem()).as(path + " has a system").isNotBlank();
        } else if (element instanceof Identifier identifier) {
            assertThat(identifier.getSystem()).as(path + " has a system").isNotBlank();
            assertThat(identifier.getValue()).as(path + " has a value").isNotBlank();
        } else if (element instanceof Reference reference && reference.hasReference()) {
            assertThat(there).as(path + " points at something").contains(reference.getReference());
        }
        for (Property child : element.children()) {
            child.getValues().forEach(value -> walk(value, path + "." + child.getName()));
        }
    }

    private static void text(Base element, String path) {
        String value = element.primitiveValue();
        if (value != null) {
            assertThat(value).as(path).isNotBlank().isNotEqualTo("\"\"").doesNotContain("\uFFFD");
        }
        if (element instanceof StringType && value != null) {
            assertThat(value).as(path + " has no space around it").isEqualTo(value.strip());
        }
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdPart();
    }
}
