package org.practicehub.sample.practice;

import java.time.DayOfWeek;

/** A half-day somebody works at a site, week after week. */
public record Shift(String npi, DayOfWeek weekday, Half half, String site) {

    /** A morning or an afternoon. */
    public enum Half {
        AM,
        PM
    }
}
