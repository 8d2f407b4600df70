package org.practicehub.mappings.segments;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.terms.CodeTable;

/**
 * IN1-17: how patient and insured are related. The standard's name for it ("insured's relationship to patient") says what
 * the insured is to the patient; senders and the v2-to-FHIR guide write what the patient is to the insured, and so does
 * FHIR. It is read their way; a feed that means the other turns it round in its table for IN1-17.
 */
public final class SubscriberRelationship {

    private static final String TO_SUBSCRIBER = "http://terminology.hl7.org/CodeSystem/subscriber-relationship";
    private static final CodeTable PATIENT = CodeTable.named("0063-subscriber");
    private static final CodeTable SUBSCRIBER = CodeTable.named("0063-inverse");

    private SubscriberRelationship() {}

    public static boolean isSelf(Field cwe, Source source) {
        return standard(cwe, source).equals("SEL");
    }

    /** → Coverage.relationship: what the patient is to the subscriber. */
    public static Optional<CodeableConcept> ofPatient(Field cwe, Source source) {
        Optional<CodeableConcept> concept = Codes.concept(cwe, "0063", source);
        concept.ifPresent(said -> PATIENT.find(standard(cwe, source)).ifPresent(entry -> said.getCoding()
                .add(
                        0,
                        new Coding()
                                .setSystem(TO_SUBSCRIBER)
                                .setCode(entry.code())
                                .setDisplay(entry.display()))));
        return concept;
    }

    /** → RelatedPerson.relationship: what the subscriber is to the patient; empty where the other way round is not known. */
    static Optional<CodeableConcept> ofSubscriber(Field cwe, Source source) {
        return SUBSCRIBER.find(standard(cwe, source)).map(entry -> new CodeableConcept()
                .addCoding(new Coding(entry.system(), entry.code(), entry.display())));
    }

    private static String standard(Field cwe, Source source) {
        return source.feed()
                .table("IN1-17")
                .find(cwe.text())
                .map(LocalTable.Entry::code)
                .orElse(cwe.text());
    }
}
