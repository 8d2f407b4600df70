package org.practicehub.server.messages;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/** A resource as a list of its values, each under its path: {@code name[0].family}. */
final class ElementPaths {
    /** Indexes by number, so that the tenth telecom comes after the second. */
    static final Comparator<String> ORDER = Comparator.comparing(ElementPaths::padded);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Kept by the server, not said by the message. */
    private static final Set<String> SERVERS_OWN = Set.of("id", "meta", "resourceType", "text");

    private ElementPaths() {}

    static Map<String, String> leaves(FhirContext fhir, Resource resource) {
        try {
            JsonNode tree = JSON.readTree(fhir.newJsonParser().encodeResourceToString(resource));
            Map<String, String> leaves = new LinkedHashMap<>();
            tree.fields().forEachRemaining(field -> {
                if (!SERVERS_OWN.contains(field.getKey())) {
                    walk(field.getKey(), field.getValue(), leaves);
                }
            });
            return leaves;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the parser wrote cannot be read", e);
        }
    }

    private static void walk(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> walk(path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "[" + i + "]", node.get(i), leaves);
            }
        } else {
            leaves.put(path, node.asText());
        }
    }

    private static String padded(String path) {
        return path.replaceAll("\\[(\\d)]", "[00$1]").replaceAll("\\[(\\d\\d)]", "[0$1]");
    }
}
