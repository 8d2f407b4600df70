package org.practicehub.server.messages;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.routes.journal.JournalReader.Changed;
import org.practicehub.routes.store.Written;

/** What a message changed, read off the versions before and after it. */
final class MessageChanges {
    private final FhirContext fhir;
    private final DaoRegistry daos;

    MessageChanges(FhirContext fhir, DaoRegistry daos) {
        this.fhir = fhir;
        this.daos = daos;
    }

    Parameters of(List<Changed> changed) {
        Parameters parameters = new Parameters();
        changed.forEach(change -> add(parameters.addParameter().setName("change"), change));
        return parameters;
    }

    private void add(ParametersParameterComponent out, Changed change) {
        Written resource = change.resource();
        out.addPart().setName("reference").setValue(new Reference(resource.reference()));
        out.addPart().setName("action").setValue(new CodeType(change.created() ? "create" : "update"));
        out.addPart().setName("version").setValue(new StringType(resource.version()));
        Map<String, String> before = change.created() ? Map.of() : elements(resource, -1);
        Map<String, String> after = elements(resource, 0);
        SortedSet<String> paths = new TreeSet<>(ElementPaths.ORDER);
        paths.addAll(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            String was = before.get(path);
            String is = after.get(path);
            if (was == null || !was.equals(is)) {
                element(out.addPart().setName("element"), path, was, is);
            }
        }
    }

    private static void element(
            ParametersParameterComponent out,
            String path,
            @org.jspecify.annotations.Nullable String was,
            @org.jspecify.annotations.Nullable String is) {
        out.addPart().setName("path").setValue(new StringType(path));
        Optional.ofNullable(was)
                .ifPresent(text -> out.addPart().setName("before").setValue(new StringType(text)));
        Optional.ofNullable(is).ifPresent(text -> out.addPart().setName("after").setValue(new StringType(text)));
    }

    private Map<String, String> elements(Written resource, int offset) {
        return version(resource, Long.parseLong(resource.version()) + offset)
                .map(found -> ElementPaths.leaves(fhir, found))
                .orElse(Map.of());
    }

    private Optional<Resource> version(Written resource, long version) {
        try {
            return Optional.of((Resource) daos.getResourceDao(resource.type())
                    .read(
                            new IdType(resource.type(), resource.id(), Long.toString(version)),
                            new SystemRequestDetails()));
        } catch (ResourceNotFoundException | ResourceGoneException e) {
            return Optional.empty();
        }
    }
}
