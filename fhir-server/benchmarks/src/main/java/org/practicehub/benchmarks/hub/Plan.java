package org.practicehub.benchmarks.hub;

import java.time.Duration;

/**
 * How much is measured, and for how long the hub is warmed up before.
 *
 * @param patients how many the practice has
 * @param journalled messages that are only written down and acknowledged; the first run of them warms up
 * @param applied messages that are measured from socket to record; what was journalled before warms up
 * @param transactionsWarm for how long plain transactions are sent before they are measured
 * @param transactions for how long they are measured
 * @param days of appointments before today, each of {@value #APPOINTMENTS_A_DAY}
 * @param viewsWarm day views before they are measured
 * @param views day views that are measured
 * @param slots visits in the calendars before a time is looked for
 * @param finds searches for a time that are measured
 * @param books bookings that are measured
 * @param jmh options of JMH
 * @param ofEachEvent how many public messages of an event are put to each program
 * @param besideWarm for how long each program is warmed up before it is timed beside the others
 * @param beside for how long it is timed
 */
record Plan(
        int patients,
        int journalled,
        int applied,
        Duration transactionsWarm,
        Duration transactions,
        int days,
        int viewsWarm,
        int views,
        int slots,
        int finds,
        int books,
        String jmh,
        int ofEachEvent,
        Duration besideWarm,
        Duration beside) {
    static final int APPOINTMENTS_A_DAY = 100;
    static final int CONNECTIONS = 8;

    /** About forty minutes. */
    static Plan full() {
        return new Plan(
                1_000,
                9_000,
                6_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(45),
                1_000,
                1_500,
                1_500,
                100_000,
                1_000,
                500,
                "-f 1 -wi 4 -w 3 -i 4 -r 3",
                Integer.MAX_VALUE,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    /** Minutes, to see that everything works: its figures are those of a cold JVM. */
    static Plan quick() {
        return new Plan(
                60,
                240,
                300,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                20,
                30,
                60,
                2_000,
                40,
                10,
                "-f 1 -wi 1 -w 1 -i 1 -r 1",
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    int appointments() {
        return days * APPOINTMENTS_A_DAY;
    }
}
