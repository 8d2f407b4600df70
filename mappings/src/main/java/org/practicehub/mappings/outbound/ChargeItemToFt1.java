package org.practicehub.mappings.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.hl7v2.Writer;
import org.practicehub.mappings.segments.ChargeExtensions;
import org.practicehub.mappings.segments.ChargeItems;

/**
 * ChargeItem → FT1 (HL7 section 6.5.1), the way back of F1 and F2. The number of a line names the version that it tells of, so
 * that what is put right is another line than what is taken back.
 */
final class ChargeItemToFt1 {

    private static final Set<String> PROCEDURES =
            Set.of("http://www.ama-assn.org/go/cpt", "http://terminology.hl7.org/CodeSystem/HCPCS");
    private static final String CHARGE = "CG";
    private static final String CREDIT = "CD";

    private final Directory directory;
    private final Values values;
    private final Writer out;
    private final String today;
    private int set;

    /** @param today when the message is made: a charge that does not say when it was entered is entered now */
    ChargeItemToFt1(Directory directory, Values values, Writer out, String today) {
        this.directory = directory;
        this.values = values;
        this.out = out;
        this.today = today;
    }

    void charge(ChargeItem item) {
        write(item, CHARGE);
    }

    /** What was told is to be paid no longer (F2). */
    void credit(ChargeItem told) {
        write(told, CREDIT);
    }

    private void write(ChargeItem item, String type) {
        set++;
        String[] ft1 = new String[41];
        Arrays.fill(ft1, "");
        ft1[0] = Integer.toString(set); // FT1-1
        ft1[1] = values.text(number(item)); // FT1-2
        ft1[3] = item.hasOccurrence() ? values.when(item.getOccurrence()) : today; // FT1-4
        ft1[4] = item.hasEnteredDate() ? values.time(item.getEnteredDateElement()) : today; // FT1-5
        ft1[5] = type; // FT1-6
        ft1[6] = values.concept(own(item.getCode()), "FT1-7", ""); // FT1-7
        ft1[9] = item.hasQuantity() ? Values.number(item.getQuantity().getValue()) : ""; // FT1-10
        ft1[10] = ChargeItems.total(item).map(values::money).orElse(""); // FT1-11
        ft1[11] = ChargeItems.unitPrice(item).map(values::money).orElse(""); // FT1-12
        ft1[15] = ChargeExtensions.value(item, ChargeExtensions.LOCATION, Reference.class)
                .flatMap(place -> directory.find(place, Location.class))
                .map(values::place)
                .orElse(""); // FT1-16
        ft1[18] = values.concepts(item.getReason(), "FT1-19", ""); // FT1-19
        ft1[19] = people(item, "PPRF"); // FT1-20
        ft1[20] = people(item, "AUT"); // FT1-21
        ft1[23] = directory
                .find(item.getEnterer(), Practitioner.class)
                .map(values::person)
                .orElse(""); // FT1-24
        ft1[24] = procedure(item.getCode())
                .map(code -> values.concept(code, "FT1-25", ""))
                .orElse(""); // FT1-25
        ft1[25] = values.concepts(
                ChargeExtensions.values(item, ChargeExtensions.MODIFIER, CodeableConcept.class),
                "FT1-26",
                ""); // FT1-26
        ft1[37] = text(item, ChargeExtensions.REFERRAL); // FT1-38
        ft1[38] = text(item, ChargeExtensions.AUTHORIZATION); // FT1-39
        ft1[40] = ChargeExtensions.value(item, ChargeExtensions.REVENUE, CodeableConcept.class)
                .map(code -> values.concept(code, "FT1-41", ""))
                .orElse(""); // FT1-41
        out.segment("FT1", List.of(ft1));
    }

    private static String number(ChargeItem item) {
        return item.getIdElement().getIdPart() + "-" + item.getMeta().getVersionId();
    }

    /** The practice's own code; a charge that has none goes by the procedure's. */
    private static CodeableConcept own(CodeableConcept code) {
        CodeableConcept own = code.copy();
        own.getCoding().removeIf(ChargeItemToFt1::isProcedure);
        return own.hasCoding() ? own : code;
    }

    private static Optional<CodeableConcept> procedure(CodeableConcept code) {
        CodeableConcept procedure = code.copy();
        procedure.getCoding().removeIf(coding -> !isProcedure(coding));
        return Optional.of(procedure).filter(CodeableConcept::hasCoding);
    }

    private static boolean isProcedure(Coding coding) {
        return coding.getSystem() != null && PROCEDURES.contains(coding.getSystem());
    }

    private String people(ChargeItem item, String function) {
        return out.repetitions(item.getPerformer().stream()
                .filter(performer -> ChargeItems.hasFunction(performer, function))
                .flatMap(performer -> directory.find(performer.getActor(), Practitioner.class).stream())
                .map(values::person)
                .toList());
    }

    private String text(ChargeItem item, String url) {
        return ChargeExtensions.value(item, url, StringType.class)
                .map(text -> values.text(text.getValue()))
                .orElse("");
    }
}
