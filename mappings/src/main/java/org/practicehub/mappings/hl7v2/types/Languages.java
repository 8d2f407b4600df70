package org.practicehub.mappings.hl7v2.types;

import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.terms.CodeTable;

/** A CWE of table 0296 → a language as FHIR names it, by BCP 47. Senders write ISO 639 codes in every case. */
public final class Languages {

    private static final CodeTable TAGS = CodeTable.named("0296");

    private Languages() {}

    public static Optional<CodeableConcept> language(Field cwe, Source source) {
        String code = cwe.component(1).text();
        Optional<CodeTable.Entry> tag = TAGS.find(code).or(() -> TAGS.find(code.toLowerCase(Locale.ROOT)));
        return tag.map(entry ->
                        new CodeableConcept().addCoding(new Coding(entry.system(), entry.code(), entry.display())))
                .or(() -> Codes.concept(cwe, "0296", source));
    }
}
