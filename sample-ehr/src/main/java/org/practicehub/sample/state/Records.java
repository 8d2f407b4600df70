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
import org.practicehub.sample.table.Row;

/** What the entries of the ledger add up to, in memory. */
final class Records {

    final Map<String, Patient> patients = new LinkedHashMap<>();
    final Map<String, Booking> bookings = new LinkedHashMap<>();
    /** By booking: the visit that came of it last. */
    final Map<String, Visit> visits = new LinkedHashMap<>();

    final Map<LocalDate, LocalDate> days = new LinkedHashMap<>();
    final Map<String, Outgoing> unanswered = new LinkedHashMap<>();
    final Numbers numbers;
    /** The patients that are no longer what the practice's table says. */
    private final Map<String, Patient> changedPatients = new LinkedHashMap<>();

    String prefix = "";

    Records(List<Patient> patients) {
        patients.forEach(patient -> this.patients.put(patient.mrn(), patient));
        this.numbers = new Numbers(patients.stream()
                .mapToInt(patient -> Integer.parseInt(patient.mrn()))
                .max()
                .orElse(0));
    }

    void apply(Entry entry) {
        Row row = entry.row();
        switch (entry.kind()) {
            case "begin" -> prefix = row.required("prefix");
            case "numbers" -> numbers.read(row);
            case "patient" -> put(PatientRow.read(row));
            case "booking" -> bookings.put(row.required("id"), BookingRow.booking(row));
            case "visit" -> visits.put(row.required("booking"), BookingRow.visit(row));
            case "day" -> days.put(row.date("day"), row.date("on"));
            case "send" ->
                unanswered.put(
                        row.required("id"),
                        new Outgoing(row.required("id"), row.required("event"), row.required("text")));
            case "answer" -> unanswered.remove(row.required("id"));
            default -> throw row.bad("this is no kind of entry");
        }
    }

    private void put(Patient patient) {
        patients.put(patient.mrn(), patient);
        changedPatients.put(patient.mrn(), patient);
    }

    /** Everything that still matters, without days that have long passed. */
    List<Entry> withoutDaysBefore(LocalDate oldest) {
        bookings.values().removeIf(booking -> booking.day().isBefore(oldest));
        visits.keySet().removeIf(booking -> !bookings.containsKey(booking));
        days.keySet().removeIf(day -> day.isBefore(oldest));
        Change all = new Change().begin(prefix);
        changedPatients.values().forEach(all::put);
        bookings.values().forEach(all::put);
        visits.values().forEach(all::put);
        days.forEach(all::filled);
        unanswered.values().forEach(all::send);
        List<Entry> entries = new ArrayList<>(all.entries());
        entries.add(numbers.entry());
        return entries;
    }
}
