package org.practicehub.mappings.problem;

/**
 * Something wrong with a message: what, how bad, where, and a plain sentence for a person. The sentence never quotes the
 * message: it ends up in acknowledgements, logs and screens, and the value may be a patient's.
 *
 * @param table the HL7 table, {@code 0069}, in which the code at this place is not found, where the feed could say which of the
 *     table's codes it means; else empty
 */
public record Problem(Code code, Severity severity, Place place, String text, String table) {

    public Problem(Code code, Severity severity, Place place, String text) {
        this(code, severity, place, text, "");
    }

    /** A code that is not in the HL7 table of its field, nor among the codes that the feed explains. */
    public static Problem unmapped(Place place, String text, String table) {
        return new Problem(Code.TABLE_VALUE, Severity.WARNING, place, text, table);
    }

    public static Problem error(Code code, Place place, String text) {
        return new Problem(code, Severity.ERROR, place, text);
    }

    public static Problem warning(Code code, Place place, String text) {
        return new Problem(code, Severity.WARNING, place, text);
    }

    public static Problem note(Place place, String text) {
        return new Problem(Code.NOTE, Severity.INFORMATION, place, text);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return severity + " " + code.hl7() + " at " + place + ": " + text;
    }
}
