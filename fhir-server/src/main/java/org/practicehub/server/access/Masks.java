package org.practicehub.server.access;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Resource;

/** Hides elements that a role does not see, and who else comes to a group's visit (smart.md 3.2, R24). */
final class Masks {
    private static final String OBSERVATION_VALUE = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

    private final FhirContext fhir;

    Masks(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The resource as the caller sees it; the same object, if nothing is hidden. */
    IBaseResource put(Access access, IBaseResource resource) {
        IBaseResource seen = access.masks(resource.fhirType()) ? without(access, resource) : resource;
        return seen instanceof Appointment visit ? alone(access, visit) : seen;
    }

    private IBaseResource without(Access access, IBaseResource resource) {
        Resource copy = ((Resource) resource).copy();
        copy.setIdElement(((Resource) resource).getIdElement());
        RuntimeResourceDefinition definition = fhir.getResourceDefinition(copy);
        hidden(access, copy.fhirType()).forEach(element -> {
            BaseRuntimeChildDefinition child = definition.getChildByName(element);
            child.getAccessor().getValues(copy).stream().toList().forEach(value -> {
                if (child.getMax() == 1) {
                    child.getMutator().setValue(copy, null);
                } else {
                    child.getMutator().remove(copy, 0);
                }
            });
        });
        if (copy.getMeta().getTag(OBSERVATION_VALUE, "SUBSETTED") == null) {
            copy.getMeta().addTag(OBSERVATION_VALUE, "SUBSETTED", null);
        }
        return copy;
    }

    private static Set<String> hidden(Access access, String type) {
        return access.hidden().stream()
                .filter(path -> path.startsWith(type + "."))
                .map(path -> path.substring(type.length() + 1))
                .collect(Collectors.toSet());
    }

    private static Appointment alone(Access access, Appointment visit) {
        Set<String> own = access.openings('r', "Appointment")
                .flatMap(opening -> opening.filters().stream())
                .filter(Filter.Owned.class::isInstance)
                .flatMap(filter -> ((Filter.Owned) filter).patients().stream())
                .collect(Collectors.toSet());
        if (own.isEmpty() || access.mayAll('r', "Appointment")) {
            return visit;
        }
        Appointment copy = visit.copy();
        copy.setIdElement(visit.getIdElement());
        copy.getParticipant()
                .removeIf(participant ->
                        isSomebodyElse(access, own, participant.getActor().getReference()));
        return copy;
    }

    private static boolean isSomebodyElse(
            Access access, Set<String> own, @org.jspecify.annotations.Nullable String actor) {
        return actor != null
                && (actor.startsWith("Patient/") || actor.startsWith("RelatedPerson/"))
                && !own.contains(actor)
                && !access.caller().as().contains(actor);
    }
}
