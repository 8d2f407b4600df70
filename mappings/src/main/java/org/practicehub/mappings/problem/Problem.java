package org.practicehub.mappings.problem;

/**
 * Something wrong with a message: what, how bad, where, and a plain sentence for a person. The sentence never quotes the
 * message: it ends up in acknowledgements, logs and screens, and the value may be a patient's.
 */
public record Problem(Code code, Severity severity, Place place, String text) {

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
