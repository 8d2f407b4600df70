package org.practicehub.mappings.golden;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.record.MemoryRecord;

/**
 * What holds of everything a message becomes, whatever the message: codes and identifiers have systems, references point at
 * something, texts say something.
 */
final class AlwaysTrue {

    private final Set<String> there = new HashSet<>();
    private final List<String> broken = new ArrayList<>();

    private AlwaysTrue(List<Resource> after, MemoryRecord before) {
        before.all().forEach(resource -> there.add(reference(resource)));
        after.forEach(resource -> there.add(reference(resource)));
    }

    /** The places where it does not hold. */
    static List<String> broken(List<Resource> after, MemoryRecord before) {
        AlwaysTrue rules = new AlwaysTrue(after, before);
        after.forEach(resource -> rules.walk(resource, reference(resource)));
        return rules.broken;
    }

    private void walk(Base element, String path) {
        if (element.isEmpty()) {
            return; // an object that HAPI made when it was asked for; nobody will see it
        }
        if (element.isPrimitive()) {
            text(element, path);
        } else if (element instanceof Coding coding && coding.hasCode()) {
            holds(coding.hasSystem(), path + " has no system");
        } else if (element instanceof Identifier identifier) {
            holds(identifier.hasSystem() && identifier.hasValue(), path + " lacks system or value");
        } else if (element instanceof Reference reference && reference.hasReference()) {
            boolean contained = reference.getReference().startsWith("#"); // which the validator looks after
            holds(contained || there.contains(reference.getReference()), path + " points at nothing");
        }
        for (Property child : element.children()) {
            child.getValues().forEach(value -> walk(value, path + "." + child.getName()));
        }
    }

    private void text(Base element, String path) {
        String value = element.primitiveValue();
        if (value != null) {
            holds(!value.isBlank() && !value.equals("\"\"") && !value.contains("\uFFFD"), path + " says nothing");
            holds(!(element instanceof StringType) || value.equals(value.strip()), path + " has space around it");
        }
    }

    private void holds(boolean truth, String otherwise) {
        if (!truth) {
            broken.add(otherwise);
        }
    }

    private static String reference(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdPart();
    }
}
