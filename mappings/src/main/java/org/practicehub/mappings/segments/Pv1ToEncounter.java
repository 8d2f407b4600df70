package org.practicehub.mappings.segments;

import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterHospitalizationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Identifiers;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Times;
import org.practicehub.mappings.record.Draft;

/** PV1 → Encounter, but for its status, which the event decides, and its places ({@link Pv1ToLocations}). */
public final class Pv1ToEncounter {

    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private Pv1ToEncounter() {}

    public static void apply(Segment pv1, Encounter encounter, Draft draft) {
        Source source = draft.source();
        applyClass(pv1, encounter, source); // PV1-2
        Patch.one(pv1.field(4), cwe -> Codes.concept(cwe, "0007", source).map(List::of), encounter::setType); // PV1-4
        participants(pv1, encounter, draft); // PV1-7, PV1-8, PV1-9, PV1-17, PV1-52
        Patch.one(pv1.field(10), cwe -> Codes.concept(cwe, "0069", source), encounter::setServiceType); // PV1-10
        hospitalization(pv1, encounter, source);
        period(pv1, encounter, source); // PV1-44, PV1-45
    }

    /** PV1-2 alone: R4 wants a class, and says so where there is none. */
    public static void applyClass(Segment pv1, Encounter encounter, Source source) {
        Codes.coding(pv1.field(2), "0004", source).ifPresent(encounter::setClass_); // PV1-2
        if (!encounter.hasClass_()) {
            // R4 wants a class and the sender gave none.
            encounter.setClass_(new Coding());
            encounter.getClass_().addExtension(new Extension(ABSENT, new CodeType("unknown")));
        }
    }

    private static void participants(Segment pv1, Encounter encounter, Draft draft) {
        List<EncounterParticipantComponent> present = encounter.getParticipant();
        encounter.setParticipant(Patch.together(
                participants(pv1.field(7), "ATND", present, draft), // PV1-7
                participants(pv1.field(8), "REF", present, draft), // PV1-8
                participants(pv1.field(9), "CON", present, draft), // PV1-9
                participants(pv1.field(17), "ADM", present, draft), // PV1-17
                participants(pv1.field(52), "PART", present, draft), // PV1-52
                present.stream().filter(participant -> !isOurs(participant)).toList()));
    }

    private static List<EncounterParticipantComponent> participants(
            Field list, String role, List<EncounterParticipantComponent> present, Draft draft) {
        return Patch.part(list, present, participant -> hasRole(participant, role), field -> field.repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .map(person -> participant(role, person))
                .toList());
    }

    private static EncounterParticipantComponent participant(String role, Reference person) {
        return new EncounterParticipantComponent()
                .addType(new CodeableConcept()
                        .addCoding(new Coding().setSystem(PARTICIPATION).setCode(role)))
                .setIndividual(person);
    }

    private static boolean hasRole(EncounterParticipantComponent participant, String role) {
        return participant.getType().stream()
                .flatMap(type -> type.getCoding().stream())
                .anyMatch(coding -> role.equals(coding.getCode()) && PARTICIPATION.equals(coding.getSystem()));
    }

    private static boolean isOurs(EncounterParticipantComponent participant) {
        return List.of("ATND", "REF", "CON", "ADM", "PART").stream().anyMatch(role -> hasRole(participant, role));
    }

    private static void hospitalization(Segment pv1, Encounter encounter, Source source) {
        EncounterHospitalizationComponent stay = encounter.getHospitalization();
        Patch.one(pv1.field(5), cx -> Identifiers.identifier(cx, "", source), stay::setPreAdmissionIdentifier); // PV1-5
        Patch.one(pv1.field(13), cwe -> Codes.concept(cwe, "0092", source), stay::setReAdmission); // PV1-13
        Patch.one(pv1.field(14), cwe -> Codes.concept(cwe, source), stay::setAdmitSource); // PV1-14
        Patch.list(pv1.field(15), list -> concepts(list, "0009", source), stay::setSpecialArrangement); // PV1-15
        Patch.list(pv1.field(16), list -> concepts(list, "", source), stay::setSpecialCourtesy); // PV1-16
        Patch.one(pv1.field(36), cwe -> Codes.concept(cwe, "0112", source), stay::setDischargeDisposition); // PV1-36
        Patch.one(
                pv1.field(37),
                dld -> Codes.concept(dld.component(1), source).map(Pv1ToEncounter::elsewhere),
                stay::setDestination); // PV1-37
        Patch.list(pv1.field(38), list -> concepts(list, "", source), stay::setDietPreference); // PV1-38
        if (stay.isEmpty()) {
            encounter.setHospitalization(null);
        }
    }

    private static List<CodeableConcept> concepts(Field list, String table, Source source) {
        return list.repetitions()
                .flatMap(cwe -> Codes.concept(cwe, table, source).stream())
                .toList();
    }

    /** A place that is not ours: told by its code, kept by nobody here. */
    private static Reference elsewhere(CodeableConcept place) {
        String name =
                place.hasText() ? place.getText() : place.getCoding().get(0).getCode();
        return new Reference().setType("Location").setDisplay(name);
    }

    private static void period(Segment pv1, Encounter encounter, Source source) {
        Period period = encounter.getPeriod();
        Patch.one(pv1.field(44), dtm -> Times.dateTime(dtm, source), period::setStartElement); // PV1-44
        Patch.one(pv1.field(45), dtm -> Times.dateTime(dtm, source), period::setEndElement); // PV1-45
        Times.inOrder(period, pv1.field(45), source);
        if (period.isEmpty()) {
            encounter.setPeriod(null);
        }
    }
}
