package org.practicehub.server.scheduling.rules;

/** What a rule can ask, in the order in which a refusal is told: the first that is not met. */
enum Aspect {
    OPEN("open"),
    PATIENT("patient"),
    AGE("age"),
    REFERRAL("referral"),
    COVERAGE("coverage"),
    PAYERS("payers"),
    CONSENTS("consents"),
    BALANCE("balance"),
    NO_SHOWS("no-shows"),
    OPEN_VISITS("open-visits"),
    NOTICE("notice"),
    AHEAD("ahead"),
    /** Of a visit that is booked: until when it may be moved or called off. */
    CHANGE_UNTIL("change-until");

    private final String key;

    Aspect(String key) {
        this.key = key;
    }

    /** Its key in the file. */
    String key() {
        return key;
    }
}
