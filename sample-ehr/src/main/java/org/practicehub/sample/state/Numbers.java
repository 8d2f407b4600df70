package org.practicehub.sample.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.practicehub.sample.table.Row;

/** The counters from which identifiers come. A number given out is never given out again. */
final class Numbers {

    private static final int FIRST = 100_000;

    private int message = 0;
    private int appointment = FIRST;
    private int visit = FIRST;
    private int mrn;

    Numbers(int highestMrn) {
        this.mrn = highestMrn;
    }

    int nextMessage() {
        return ++message;
    }

    String nextAppointment() {
        return "A" + ++appointment;
    }

    String nextVisit() {
        return "V" + ++visit;
    }

    String nextMrn() {
        return String.valueOf(++mrn);
    }

    int lastMessage() {
        return message;
    }

    Entry entry() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("message", String.valueOf(message));
        row.put("appointment", String.valueOf(appointment));
        row.put("visit", String.valueOf(visit));
        row.put("mrn", String.valueOf(mrn));
        return new Entry("numbers", row);
    }

    /** Never goes back, even when the patient table has changed since. */
    void read(Row row) {
        message = Math.max(message, row.number("message"));
        appointment = Math.max(appointment, row.number("appointment"));
        visit = Math.max(visit, row.number("visit"));
        mrn = Math.max(mrn, row.number("mrn"));
    }
}
