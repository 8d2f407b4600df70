package org.practicehub.sample.practice;

/** Words for a message: why somebody comes, a note, or why an appointment changed (SCH-6). */
public record Reason(Kind kind, String service, String code, String text, int fromAge, int toAge) {

    /** What the words are for. */
    public enum Kind {
        VISIT,
        NOTE,
        NEW,
        CONFIRM,
        RESCHEDULE,
        CANCEL,
        NOSHOW,
        MISTAKE
    }

    public boolean suits(String wantedService, int age) {
        return (service.isEmpty() || service.equals(wantedService)) && age >= fromAge && age <= toAge;
    }
}
