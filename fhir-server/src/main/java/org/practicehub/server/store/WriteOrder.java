package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.practicehub.mappings.record.Change;

/**
 * The order in which the changes of one message can be written one by one: what is new before what refers to it.
 *
 * @param changes in that order
 * @param namedFirst new resources that refer to each other in a circle, as two patients of a merge do when neither was known:
 *     these exist by name before anything is written in full
 */
record WriteOrder(List<Change> changes, List<Change> namedFirst) {

    static WriteOrder of(List<Change> changes, FhirContext fhir) {
        if (changes.stream().filter(Change::isCreate).count() == 0) {
            return new WriteOrder(changes, List.of());
        }
        return new Sorting(changes, fhir).sort();
    }

    private static final class Sorting {
        private final FhirContext fhir;
        private final Map<String, Change> created = new LinkedHashMap<>();
        private final List<Change> given;
        private final Set<Change> done = new LinkedHashSet<>();
        private final Set<Change> open = new LinkedHashSet<>();
        private final Set<Change> inCircle = new LinkedHashSet<>();

        Sorting(List<Change> given, FhirContext fhir) {
            this.given = given;
            this.fhir = fhir;
            given.stream().filter(Change::isCreate).forEach(change -> created.put(change.reference(), change));
        }

        WriteOrder sort() {
            given.forEach(this::visit);
            return new WriteOrder(new ArrayList<>(done), new ArrayList<>(inCircle));
        }

        private void visit(Change change) {
            if (done.contains(change)) {
                return;
            }
            if (!open.add(change)) {
                inCircle.add(change);
                return;
            }
            fhir.newTerser().getAllResourceReferences(change.resource()).stream()
                    .map(reference -> reference
                            .getResourceReference()
                            .getReferenceElement()
                            .getValue())
                    .filter(created::containsKey)
                    .map(created::get)
                    .filter(referred -> referred != change)
                    .forEach(this::visit);
            done.add(change);
        }
    }
}
