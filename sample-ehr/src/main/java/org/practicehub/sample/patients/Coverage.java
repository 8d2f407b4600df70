package org.practicehub.sample.patients;

import java.time.LocalDate;

/** Somebody's insurance. The subscriber's names are empty when it is the patient, the MRN also when it is no patient. */
public record Coverage(
        String payer,
        String planCode,
        String planName,
        String memberId,
        String groupNumber,
        LocalDate start,
        Relationship relationship,
        String subscriberMrn,
        String subscriberFamily,
        String subscriberGiven) {

    /** What the patient is to the subscriber. */
    public enum Relationship {
        SELF,
        SPOUSE,
        CHILD
    }
}
