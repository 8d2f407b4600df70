package org.practicehub.server.scheduling.rules;

/** Who books, as the rules tell them apart. */
public enum Audience {
    /** Who may book for every patient: people at the desk, and systems. */
    STAFF,
    /** Patients, and who acts for them. */
    PATIENT
}
