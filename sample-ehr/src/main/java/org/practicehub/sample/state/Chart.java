package org.practicehub.sample.state;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.patients.Duplicate;
import org.practicehub.sample.patients.Patient;

/** The EHR's database: patients, bookings, visits, and the messages that are not answered yet. */
public final class Chart implements Closeable {

    private final Ledger ledger;
    private final Records records;

    private Chart(Ledger ledger, Records records) {
        this.ledger = ledger;
        this.records = records;
    }

    /** Opens what an earlier run left in a folder, or begins with the practice's patients and an empty book. */
    public static Chart open(Path folder, List<Patient> patients, Instant now) {
        Records records = new Records(patients);
        Ledger ledger = Ledger.open(folder, entries -> entries.forEach(records::apply));
        Chart chart = new Chart(ledger, records);
        if (records.prefix.isEmpty()) {
            // Whoever deletes the state begins with other control ids: a receiver takes an old one for a repetition.
            String prefix = Long.toString(now.getEpochSecond(), Character.MAX_RADIX);
            chart.commit(new Change().begin(prefix.toUpperCase(Locale.ROOT)));
        }
        return chart;
    }

    public Collection<Patient> patients() {
        return records.patients.values();
    }

    public Optional<Patient> patient(String mrn) {
        return Optional.ofNullable(records.patients.get(mrn));
    }

    /** The number under which a person was registered first, for one that a second registration gave them. */
    public String personOf(String mrn) {
        return patient(mrn)
                .map(Patient::duplicate)
                .map(Duplicate::of)
                .filter(first -> !first.isEmpty())
                .orElse(mrn);
    }

    public Collection<Booking> bookings() {
        return records.bookings.values();
    }

    public List<Booking> bookingsOn(LocalDate day) {
        return bookings().stream().filter(booking -> booking.day().equals(day)).toList();
    }

    public Optional<Booking> booking(String id) {
        return Optional.ofNullable(records.bookings.get(id));
    }

    /** The last visit of each booking, cancelled ones too. */
    public Collection<Visit> visits() {
        return records.visits.values();
    }

    public Optional<Visit> visitOf(Booking booking) {
        return Optional.ofNullable(records.visits.get(booking.id()));
    }

    /** The day on which a day of the book was last filled. */
    public Optional<LocalDate> filled(LocalDate day) {
        return Optional.ofNullable(records.days.get(day));
    }

    /** The oldest message without an answer. */
    public Optional<Outgoing> firstUnanswered() {
        return records.unanswered.values().stream().findFirst();
    }

    /** A control id of at most 20 characters (MSH-10) that no other message of this EHR has. */
    public String nextControlId() {
        return "%s-%06d".formatted(records.prefix, records.numbers.nextMessage());
    }

    /** How many messages there have been since the beginning. */
    public int messages() {
        return records.numbers.lastMessage();
    }

    public String nextAppointment() {
        return records.numbers.nextAppointment();
    }

    public String nextVisit() {
        return records.numbers.nextVisit();
    }

    public String nextMrn() {
        return records.numbers.nextMrn();
    }

    /** Makes a change last, then visible. */
    public void commit(Change change) {
        List<Entry> entries = new ArrayList<>(change.entries());
        entries.add(records.numbers.entry());
        ledger.append(entries);
        entries.forEach(records::apply);
    }

    /** Drops days before a day and writes the ledger anew, so that it does not grow for ever. */
    public void forgetBefore(LocalDate oldest) {
        ledger.rewrite(records.withoutDaysBefore(oldest));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
