package org.practicehub.mappings.segments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;

/** PV2 → Encounter: what more is known of a visit. */
public final class Pv2ToEncounter {

    private static final String HUB = "urn:x-hub:extension:";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private Pv2ToEncounter() {}

    public static void apply(Segment pv2, Encounter encounter, Draft draft) {
        Source source = draft.source();
        Patch.one(pv2.field(3), cwe -> Codes.concept(cwe, source).map(List::of), encounter::setReasonCode); // PV2-3
        Patch.extension(pv2.field(8), HUB + "expected-start", dtm -> Times.dateTime(dtm, source), encounter); // PV2-8
        Patch.extension(pv2.field(9), HUB + "expected-end", dtm -> Times.dateTime(dtm, source), encounter); // PV2-9
        Patch.one(pv2.field(11), Pv2ToEncounter::days, encounter::setLength); // PV2-11
        pv2.field(13)
                .repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .forEach(person -> refer(person, encounter)); // PV2-13
        Patch.one(pv2.field(25), cwe -> Codes.concept(cwe, "0217", source), encounter::setPriority); // PV2-25
        Patch.extension(
                pv2.field(38),
                "http://hl7.org/fhir/StructureDefinition/encounter-modeOfArrival",
                cwe -> Codes.coding(cwe, "0430", source),
                encounter); // PV2-38
    }

    private static Optional<Duration> days(Field number) {
        return number.value().filter(text -> text.matches("\\d{1,5}")).map(text -> {
            Duration length = new Duration();
            length.setValue(new BigDecimal(text));
            length.setUnit("d").setSystem("http://unitsofmeasure.org").setCode("d");
            return length;
        });
    }

    /** PV1-8 may have named them already. */
    private static void refer(Reference person, Encounter encounter) {
        boolean known = encounter.getParticipant().stream().anyMatch(participant -> isReferrer(participant, person));
        if (!known) {
            List<EncounterParticipantComponent> all = new ArrayList<>(encounter.getParticipant());
            all.add(
                    place(all),
                    new EncounterParticipantComponent()
                            .addType(new CodeableConcept()
                                    .addCoding(new Coding()
                                            .setSystem(PARTICIPATION)
                                            .setCode("REF")))
                            .setIndividual(person));
            encounter.setParticipant(all);
        }
    }

    /** Where PV1-8 would put it, or a replay would find another order. */
    private static int place(List<EncounterParticipantComponent> all) {
        int place = 0;
        for (int i = 0; i < all.size(); i++) {
            if (hasRole(all.get(i), "ATND") || hasRole(all.get(i), "REF")) {
                place = i + 1;
            }
        }
        return place;
    }

    private static boolean hasRole(EncounterParticipantComponent participant, String role) {
        return participant.getType().stream()
                .flatMap(type -> type.getCoding().stream())
                .anyMatch(coding -> role.equals(coding.getCode()) && PARTICIPATION.equals(coding.getSystem()));
    }

    private static boolean isReferrer(EncounterParticipantComponent participant, Reference person) {
        return participant.getIndividual().equalsDeep(person) && hasRole(participant, "REF");
    }
}
