package org.practicehub.server.scheduling.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.StoredResources;

/** By what rules may name something of the record: its id, the values of its identifiers, the codes of its types. */
public final class Names {

    private Names() {}

    /** The names of what a reference leads to; of what is not here, its id alone. */
    public static Set<String> of(String reference, StoredResources record) {
        IdType id = new IdType(reference);
        Set<String> names = new HashSet<>(Set.of(reference, id.getIdPart()));
        record.read(ResourceType.fromCode(id.getResourceType()), id.getIdPart())
                .ifPresent(found -> names.addAll(of(found)));
        return names;
    }

    static Set<String> of(Resource resource) {
        Set<String> names = new HashSet<>();
        String id = resource.getIdElement().getIdPart();
        names.add(id);
        names.add(resource.fhirType() + "/" + id);
        identifiers(resource).stream()
                .flatMap(one -> Optional.ofNullable(one.getValue()).stream())
                .forEach(names::add);
        if (resource instanceof HealthcareService service) {
            codes(service.getType()).forEach(names::add);
        }
        return names;
    }

    private static List<Identifier> identifiers(Resource resource) {
        return resource.getNamedProperty("identifier") == null
                ? List.of()
                : resource.getNamedProperty("identifier").getValues().stream()
                        .map(Identifier.class::cast)
                        .toList();
    }

    private static Stream<String> codes(List<CodeableConcept> concepts) {
        return concepts.stream()
                .flatMap(concept -> concept.getCoding().stream())
                .flatMap(coding -> Optional.ofNullable(coding.getCode()).stream());
    }

    /** The names of the type of a visit, whether it says the HealthcareService or a code alone. */
    static Stream<String> ofService(Appointment visit, StoredResources record) {
        Stream<String> services = visit.getServiceType().stream()
                .flatMap(type -> type.getExtension().stream())
                .flatMap(extension -> extension.getValue() instanceof Reference reference
                        ? Optional.ofNullable(reference.getReference()).stream()
                        : Stream.empty())
                .filter(reference -> reference.startsWith("HealthcareService/"))
                .flatMap(reference -> of(reference, record).stream());
        return Stream.concat(codes(visit.getServiceType()), services);
    }
}
