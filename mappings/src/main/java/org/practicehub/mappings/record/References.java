package org.practicehub.mappings.record;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Every reference that a resource holds, wherever it stands. */
public final class References {

    /** A reference and where it stands: {@code Appointment.participant[0].actor}. */
    public record Held(String path, Reference value) {}

    private References() {}

    public static Stream<Reference> in(Resource resource) {
        return held(resource).stream().map(Held::value);
    }

    public static List<Held> held(Resource resource) {
        List<Held> found = new ArrayList<>();
        walk(resource, resource.fhirType(), found);
        return found;
    }

    private static void walk(Base element, String path, List<Held> found) {
        if (element instanceof Reference reference) {
            found.add(new Held(path, reference));
        }
        for (Property child : element.children()) {
            List<Base> values = child.getValues();
            for (int i = 0; i < values.size(); i++) {
                String index = child.isList() ? "[" + i + "]" : "";
                walk(values.get(i), path + "." + child.getName() + index, found);
            }
        }
    }
}
