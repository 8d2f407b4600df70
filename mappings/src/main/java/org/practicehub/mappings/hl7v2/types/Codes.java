package org.practicehub.mappings.hl7v2.types;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.practicehub.mappings.feed.LocalTable;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.terms.CodeTable;

/**
 * CWE, CE, ID and IS to code, Coding and CodeableConcept. A code is first looked up among the feed's local codes for its
 * field, then in the HL7 table of the field. One that neither knows is kept as it is, in a system of the sender's, and
 * reported: it never gets lost.
 */
public final class Codes {

    private Codes() {}

    /** ID, IS or CWE → one code of a FHIR list; empty when FHIR has no word for it. */
    public static Optional<String> code(Field cwe, String table, Source source) {
        String sent = cwe.text();
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Optional<CodeTable.Entry> entry = CodeTable.named(table).find(inTheFeedsTerms(cwe, source));
        if (entry.isEmpty()) {
            boolean known = source.feed().table(path(cwe)).leavesAsItIs(sent);
            source.note(
                    known
                            ? Problem.note(cwe.place(), "FHIR has no word for this code; it was left out.")
                            : unmapped(cwe, table, "The code is not in the table of this field; it was left out."));
        }
        return entry.filter(found -> !found.isEmpty()).map(CodeTable.Entry::code);
    }

    /** CWE → Coding, by the HL7 table of its field. */
    public static Optional<Coding> coding(Field cwe, String table, Source source) {
        return concept(cwe, table, source).filter(CodeableConcept::hasCoding).map(concept -> concept.getCoding()
                .get(0));
    }

    /** CWE of an open list → CodeableConcept. */
    public static Optional<CodeableConcept> concept(Field cwe, Source source) {
        return concept(cwe, "", source);
    }

    /**
     * CWE → CodeableConcept.
     *
     * @param table the HL7 table of the field; empty for an open list
     */
    public static Optional<CodeableConcept> concept(Field cwe, String table, Source source) {
        if (!cwe.isPresent()) {
            return Optional.empty();
        }
        CodeableConcept concept = new CodeableConcept();
        Triplet first = new Triplet(cwe.component(1), cwe.component(2), cwe.component(3), cwe.component(7));
        Triplet second = new Triplet(cwe.component(4), cwe.component(5), cwe.component(6), cwe.component(8));
        Triplet third = new Triplet(cwe.component(10), cwe.component(11), cwe.component(12), cwe.component(13));
        Stream.of(first, second, third) // CWE-1 to CWE-8, CWE-10 to CWE-13
                .filter(triplet -> triplet.code().isPresent())
                .flatMap(triplet -> codings(triplet, table, source).stream())
                .forEach(concept::addCoding);
        cwe.component(9)
                .value()
                .or(cwe.component(2)::value)
                .or(cwe.component(5)::value)
                .ifPresent(concept::setText); // CWE-9, else CWE-2
        return concept.isEmpty() ? Optional.empty() : Optional.of(concept);
    }

    /**
     * CWE whose coding system may stand in a field of its own, as DG1 and PR1 once had it → CodeableConcept.
     *
     * @param system the field that names the system where CWE-3 does not
     */
    public static Optional<CodeableConcept> concept(Field cwe, Field system, String table, Source source) {
        Optional<CodeableConcept> concept = concept(cwe, table, source);
        if (cwe.component(1).isPresent() && !cwe.component(3).isPresent()) {
            concept.ifPresent(coded -> Systems.coding(system, source.feed())
                    .ifPresent(uri -> coded.getCoding().get(0).setSystem(uri)));
        }
        return concept;
    }

    /** CWE-1 and CWE-3 → the token of the thing that a code stands for (a machine, a service). */
    public static Optional<Token> token(Field cwe, Source source) {
        return cwe.component(1)
                .value()
                .map(code -> new Token(
                        Systems.coding(cwe.component(3), source.feed())
                                .orElseGet(() -> source.feed().privateSystem(path(cwe))),
                        code));
    }

    /** Whether a local code of the field says this besides its meaning. */
    public static boolean says(LocalTable.Effect effect, Field cwe, Source source) {
        return source.feed()
                .table(path(cwe))
                .find(cwe.text())
                .map(entry -> entry.effect() == effect)
                .orElse(false);
    }

    /** One code of a CWE with its words and its system: there are up to three. */
    private record Triplet(Field code, Field display, Field system, Field version) {}

    private static List<Coding> codings(Triplet sent, String table, Source source) {
        String code = sent.code().text();
        LocalTable known = source.feed().table(path(sent.code()));
        Optional<LocalTable.Entry> local = known.find(code);
        if (local.isPresent()) {
            Coding own = own(sent, source);
            return Stream.concat(standard(local.get(), table, source).stream(), Stream.of(own))
                    .toList();
        }
        String name = sent.system().text();
        boolean ofTheTable = name.isEmpty() || name.equals("HL7" + table) || name.equals(Systems.TABLE_OF_TABLES);
        if (table.isEmpty() || !ofTheTable) {
            return List.of(own(sent, source));
        }
        Optional<CodeTable.Entry> entry = CodeTable.named(table).find(code);
        if (entry.isEmpty()) {
            if (!known.leavesAsItIs(code)) {
                source.note(unmapped(
                        sent.code(), table, "The code is not in the table of this field; it was kept as it is."));
            }
            return List.of(coding(
                    source.feed().privateSystem(path(sent.code())),
                    code,
                    sent.display().text()));
        }
        return List.of(coding(entry.get(), table, code, sent.display().text()));
    }

    /** The standard coding a feed's table gives: of its own system, or of the field's HL7 table and on to FHIR. */
    private static Optional<Coding> standard(LocalTable.Entry entry, String table, Source source) {
        if (!entry.system().isEmpty()) {
            return Optional.of(coding(entry.system(), entry.code(), entry.display()));
        }
        if (table.isEmpty()) {
            return Optional.empty();
        }
        return CodeTable.named(table)
                .find(entry.code())
                .map(found -> coding(found, table, entry.code(), entry.display()));
    }

    private static Coding coding(CodeTable.Entry entry, String table, String v2, String display) {
        return entry.isEmpty()
                ? coding(Systems.v2(table.substring(0, 4)), v2, display)
                : coding(entry.system(), entry.code(), entry.display());
    }

    /** The code as the sender has it: in the system it names, else in one of the sender's for this field. */
    private static Coding own(Triplet sent, Source source) {
        String system = Systems.coding(sent.system(), source.feed())
                .orElseGet(() -> source.feed().privateSystem(path(sent.code())));
        Coding coding = coding(system, sent.code().text(), sent.display().text());
        sent.version().ifPresent(coding::setVersion);
        return coding;
    }

    private static Coding coding(String system, String code, String display) {
        Coding coding = new Coding().setSystem(system).setCode(code);
        return display.isEmpty() ? coding : coding.setDisplay(display);
    }

    /** The text of a field, by the feed's table for it where that has the text. */
    public static String inTheFeedsTerms(Field coded, Source source) {
        String sent = coded.text();
        return source.feed()
                .table(path(coded))
                .find(sent)
                .map(LocalTable.Entry::code)
                .orElse(sent);
    }

    /** The parts of a table for different uses share the number of the table. */
    private static Problem unmapped(Field code, String table, String text) {
        return Problem.unmapped(code.place(), text, table.substring(0, 4));
    }

    /** {@code PV1-18}: the name of a field's table, whichever of the segment's occurrences it stands in. */
    static String path(Field field) {
        return field.segment().name() + "-" + field.number();
    }
}
