package org.practicehub.sample.practice;

/** A visit type: how long it takes, for whom it is, and how often it is booked. */
public record Service(String code, String display, int minutes, String reasonCode, int fromAge, int toAge, int weight) {

    /** The visit type of somebody's first visit; nobody else is booked for it. */
    public static final String FIRST_VISIT = "NEWPAT";

    public static final String FOLLOW_UP = "FOLLOWUP";

    public boolean suits(int age) {
        return age >= fromAge && age <= toAge;
    }

    public boolean needsProcedureRoom() {
        return code.equals("PROC");
    }
}
