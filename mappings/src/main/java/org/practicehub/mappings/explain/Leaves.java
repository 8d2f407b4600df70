package org.practicehub.mappings.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/** A resource as a list of paths and the values that stand there: {@code name[0].family}. */
public final class Leaves {

    private Leaves() {}

    /** The values by path, in the order of the definition. The id is no value, nor is the version. */
    public static Map<String, String> of(Resource resource) {
        Map<String, String> leaves = new LinkedHashMap<>();
        elements(resource).forEach((path, element) -> leaves.put(path, element.primitiveValue()));
        return leaves;
    }

    /** The elements that hold the values. */
    static Map<String, Base> elements(Resource resource) {
        Map<String, Base> leaves = new LinkedHashMap<>();
        walk(resource, "", leaves);
        leaves.remove("id");
        leaves.remove("meta.versionId");
        leaves.remove("meta.lastUpdated");
        return leaves;
    }

    private static void walk(Base element, String path, Map<String, Base> leaves) {
        if (element.isPrimitive() && element.hasPrimitiveValue()) {
            leaves.put(path, element);
        }
        for (Property child : element.children()) {
            List<Base> values = child.getValues();
            for (int i = 0; i < values.size(); i++) {
                Base value = values.get(i);
                if (!value.isEmpty()) {
                    String name = name(child.getName(), value) + (child.isList() ? "[" + i + "]" : "");
                    walk(value, path.isEmpty() ? name : path + "." + name, leaves);
                }
            }
        }
    }

    /** {@code valueString} for {@code value[x]}. */
    private static String name(String name, Base value) {
        if (!name.endsWith("[x]")) {
            return name;
        }
        String type = value.fhirType();
        return name.substring(0, name.length() - 3) + type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    }
}
