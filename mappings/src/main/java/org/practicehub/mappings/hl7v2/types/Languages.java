package org.practicehub.mappings.hl7v2.types;

import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.terms.CodeTable;

/**
 * A CWE of table 0296 → a language as FHIR names it, by BCP 47. Senders write ISO 639 codes in every case. R4 takes no code
 * of another system here, so a language that is not found is kept in words.
 */
public final class Languages {

    private static final CodeTable TAGS = CodeTable.named("0296");

    private Languages() {}

    public static Optional<CodeableConcept> language(Field cwe, Source source) {
        String sent = cwe.component(1).text();
        String code = source.feed()
                .table(Codes.path(cwe))
                .find(sent)
                .map(LocalTable.Entry::code)
                .orElse(sent);
        Optional<CodeTable.Entry> tag = TAGS.find(code).or(() -> TAGS.find(code.toLowerCase(Locale.ROOT)));
        Optional<String> words =
                cwe.component(2).value().or(() -> Optional.of(sent).filter(text -> !text.isEmpty()));
        if (tag.isEmpty() && !sent.isEmpty()) {
            source.warn(Code.TABLE_VALUE, cwe, "This language is not known by its code; it was kept in words.");
        }
        return tag.map(entry ->
                        new CodeableConcept().addCoding(new Coding(entry.system(), entry.code(), entry.display())))
                .or(() -> words.map(text -> new CodeableConcept().setText(text)));
    }
}
