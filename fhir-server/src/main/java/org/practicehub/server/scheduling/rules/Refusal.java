package org.practicehub.server.scheduling.rules;

/**
 * Why a visit may not be booked, and what can be done instead (S1).
 *
 * @param code of the system {@code urn:x-hub:booking-refusal}
 * @param sentence for who asked
 * @param rule the rule that decided, as its file names it
 */
public record Refusal(String code, String sentence, Path path, String rule) {

    /** What is open instead. */
    public enum Path {
        /** The practice books by telephone. */
        CALL,
        /** A time can be asked for; the front desk answers. */
        REQUEST
    }
}
