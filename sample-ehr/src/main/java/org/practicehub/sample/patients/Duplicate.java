package org.practicehub.sample.patients;

/** How a second registration of the same person stands: whose it is, and how far it has been put right. */
public record Duplicate(String of, Stage stage) {

    static final Duplicate NONE = new Duplicate("", Stage.NONE);

    /** Found out later, merged, and named once more by somebody who had the old number on paper. */
    public enum Stage {
        NONE,
        REGISTERED,
        MERGED,
        NAMED_AGAIN
    }
}
