package org.practicehub.mappings.segments;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.directory.Practitioners;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Hd;
import org.practicehub.mappings.hl7v2.types.Patch;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.hl7v2.types.Systems;
import org.practicehub.mappings.record.Draft;

/** PD1 → Patient: who looks after them. */
public final class Pd1ToPatient {

    private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";

    private Pd1ToPatient() {}

    public static void apply(Segment pd1, Patient patient, Draft draft) {
        Source source = draft.source();
        patient.setGeneralPractitioner(Patch.together(
                Patch.part(
                        pd1.field(3),
                        patient.getGeneralPractitioner(),
                        Pd1ToPatient::isPlace,
                        xon -> organizations(xon, source)), // PD1-3
                Patch.part(
                        pd1.field(4),
                        patient.getGeneralPractitioner(),
                        gp -> !isPlace(gp),
                        xcn -> practitioners(xcn, draft)))); // PD1-4
        Patch.extension(pd1.field(6), HL7 + "patient-disability", cwe -> Codes.concept(cwe, source), patient); // PD1-6
        Patch.extension(
                pd1.field(14),
                HL7 + "patient-congregation",
                xon -> xon.value().map(StringType::new),
                patient); // PD1-14
    }

    private static boolean isPlace(Reference practitioner) {
        return "Organization".equals(practitioner.getType());
    }

    /** A practice elsewhere is known by what the message says: nobody here keeps a record of it. */
    private static List<Reference> organizations(Field list, Source source) {
        return list.repetitions().map(xon -> organization(xon, source)).toList();
    }

    private static Reference organization(Field xon, Source source) {
        Reference reference = new Reference().setType("Organization");
        xon.component(1).ifPresent(reference::setDisplay); // XON-1
        Optional<String> number = xon.component(10).value().or(xon.component(3)::value); // XON-10, XON-3
        String system =
                Systems.assigner(Hd.of(xon.component(6)), xon.component(7).text(), source.feed()); // XON-6
        number.ifPresent(value ->
                reference.setIdentifier(new Identifier().setSystem(system).setValue(value)));
        return reference;
    }

    private static List<Reference> practitioners(Field list, Draft draft) {
        return list.repetitions()
                .flatMap(xcn -> Practitioners.reference(xcn, draft).stream())
                .toList();
    }
}
