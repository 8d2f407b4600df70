package org.practicehub.sample.practice;

/** Somebody at the desk: the operator in EVN-5, the contact in SCH-16. */
public record Staff(String id, String family, String given, String role) {

    public static final String FRONT_DESK = "front desk";
    public static final String ASSISTANT = "medical assistant";
}
