package org.practicehub.mappings.intake;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.References;

/** References moved from one resource to another (M2), each kept for the Provenance (M5). */
final class Repointing {

    private Repointing() {}

    static void all(List<? extends Resource> holders, String from, String to, Draft draft) {
        for (Resource holder : holders) {
            Resource copy = draft.editAlways(holder);
            References.held(copy).stream()
                    .filter(held -> from.equals(held.value().getReference()))
                    .forEach(held -> draft.repoint(copy, held, to));
        }
    }
}
