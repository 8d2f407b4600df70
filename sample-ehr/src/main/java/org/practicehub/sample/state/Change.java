package org.practicehub.sample.state;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.patients.PatientRow;

/** What happens in one go: records as they are afterwards, and the messages that tell of it. */
public final class Change {

    private final List<Entry> entries = new ArrayList<>();

    public Change put(Patient patient) {
        return add("patient", PatientRow.write(patient));
    }

    public Change put(Booking booking) {
        return add("booking", BookingRow.write(booking));
    }

    public Change put(Visit visit) {
        return add("visit", BookingRow.write(visit));
    }

    /** The book of a day has been filled to what it should hold on another. */
    public Change filled(LocalDate day, LocalDate on) {
        return add("day", values("day", day.toString(), "on", on.toString()));
    }

    public Change send(Outgoing message) {
        return add("send", values("id", message.controlId(), "event", message.event(), "text", message.text()));
    }

    public Change answered(Outgoing message, String code) {
        return add("answer", values("id", message.controlId(), "code", code));
    }

    Change begin(String prefix) {
        return add("begin", values("prefix", prefix));
    }

    List<Entry> entries() {
        return entries;
    }

    private Change add(String kind, Map<String, String> values) {
        entries.add(new Entry(kind, values));
        return this;
    }

    private static Map<String, String> values(String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return values;
    }
}
