package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Practitioner;
import org.practicehub.mappings.hl7v2.Writer;

/** Encounter → PV1, as far as it says which visit something belongs to. */
final class EncounterToPv1 {

    private EncounterToPv1() {}

    static void write(Encounter visit, Directory directory, Values values, Writer out) {
        String[] pv1 = new String[19];
        Arrays.fill(pv1, "");
        pv1[0] = "1"; // PV1-1
        pv1[1] = visit.hasClass_()
                ? values.code(
                        "PV1-2",
                        "0004",
                        visit.getClass_().getSystem(),
                        visit.getClass_().getCode())
                : ""; // PV1-2
        pv1[6] = out.repetitions(visit.getParticipant().stream()
                .filter(EncounterToPv1::attends)
                .flatMap(participant -> directory.find(participant.getIndividual(), Practitioner.class).stream())
                .map(values::person)
                .toList()); // PV1-7
        pv1[18] = number(visit).map(values::cx).orElse(""); // PV1-19
        out.segment("PV1", List.of(pv1));
    }

    private static Optional<Identifier> number(Encounter visit) {
        return visit.getIdentifier().stream()
                .filter(identifier -> identifier.getSystem() != null && identifier.getValue() != null)
                .findFirst();
    }

    private static boolean attends(EncounterParticipantComponent participant) {
        return participant.getType().stream()
                .flatMap(type -> type.getCoding().stream())
                .anyMatch(coding -> "ATND".equals(coding.getCode()));
    }
}
