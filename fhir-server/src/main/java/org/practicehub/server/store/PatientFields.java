package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Which patients a resource names, and whose it is, by the one element of its type that says so: patient-fields.csv. It is not
 * R4's patient compartment, which also takes in whoever performed, sent or paid (smart.md 3.1 and finding 5).
 */
public final class PatientFields {
    private static final Map<String, Field> FIELDS = read();

    private final FhirContext fhir;

    public PatientFields(FhirContext fhir) {
        this.fhir = fhir;
    }

    private record Field(String type, String element, boolean belongs) {}

    /** The types that belong to patients, Patient itself left out. */
    public static Set<String> owned() {
        return FIELDS.values().stream().filter(Field::belongs).map(Field::type).collect(Collectors.toSet());
    }

    /** The patients whose the resource is, as {@code Patient/…}; most have one, a group visit has several. */
    public Set<String> owners(IBaseResource resource) {
        return patients(resource, true);
    }

    /** All patients that the resource is about: its owners, or who else of a type that belongs to nobody. */
    public Set<String> named(IBaseResource resource) {
        return patients(resource, false);
    }

    private Set<String> patients(IBaseResource resource, boolean owners) {
        String type = resource.fhirType();
        if (type.equals("Patient")) {
            return Optional.ofNullable(resource.getIdElement().getIdPart())
                    .map(id -> Set.of("Patient/" + id))
                    .orElse(Set.of());
        }
        Field field = FIELDS.get(type);
        return field == null || (owners && !field.belongs())
                ? Set.of()
                : patients(fhir.newTerser().getValues(resource, field.element(), IBaseReference.class));
    }

    /** Those of the references that lead to patients. */
    public static Set<String> patients(Collection<? extends IBaseReference> references) {
        return references.stream()
                .map(IBaseReference::getReferenceElement)
                .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
                .map(id -> "Patient/" + id.getIdPart())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, Field> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PatientFields.class.getResourceAsStream("patient-fields.csv")),
                StandardCharsets.UTF_8))) {
            List<String> rows =
                    lines.lines().filter(line -> !line.startsWith("#")).toList();
            return rows.subList(1, rows.size()).stream()
                    .map(line -> line.split(",", 3))
                    .map(cells -> new Field(cells[0], cells[1], cells[2].equals("yes")))
                    .collect(Collectors.toMap(Field::type, field -> field));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
