package org.practicehub.sample.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.practicehub.sample.book.Booking;
import org.practicehub.sample.book.Clerk;
import org.practicehub.sample.book.Diary;
import org.practicehub.sample.book.Openings;
import org.practicehub.sample.book.Panel;
import org.practicehub.sample.book.Roster;
import org.practicehub.sample.book.Visit;
import org.practicehub.sample.chance.Dice;
import org.practicehub.sample.message.AdtMessages;
import org.practicehub.sample.message.Envelope;
import org.practicehub.sample.message.SiuMessages;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.practice.Practice;
import org.practicehub.sample.practice.Reason;
import org.practicehub.sample.practice.Service;
import org.practicehub.sample.practice.Staff;
import org.practicehub.sample.state.Change;
import org.practicehub.sample.state.Chart;
import org.practicehub.sample.state.Outgoing;

/** What everybody who works at the practice has at hand. */
final class Office {

    /** How far ahead the book is open. */
    static final int HORIZON_DAYS = 14;

    final Practice practice;
    final Chart chart;
    final Present present;
    final Roster roster;
    final Clerk clerk;
    final AdtMessages adt;
    final SiuMessages siu;
    private final long seed;

    Office(Practice practice, Chart chart, Present present, long seed) {
        this.practice = practice;
        this.chart = chart;
        this.present = present;
        this.seed = seed;
        this.roster = new Roster(practice);
        this.clerk = new Clerk(practice, chart::nextAppointment);
        this.adt = new AdtMessages(practice, present.zone(), chart::patient);
        this.siu = new SiuMessages(practice, present.zone());
    }

    /** Dice for something that happens now: other dice after the next message. */
    Dice dice(String occasion) {
        return Dice.of(seed, occasion, chart.messages());
    }

    /** Dice for something that is settled once and for all. */
    Dice fixedDice(String occasion, String about) {
        return Dice.of(seed, occasion, about);
    }

    LocalDate today() {
        return present.today();
    }

    LocalDate horizon() {
        return today().plusDays(HORIZON_DAYS);
    }

    /** What is booked from today on. */
    Diary diary() {
        List<Booking> ahead = chart.bookings().stream()
                .filter(booking -> !booking.day().isBefore(today()))
                .toList();
        return new Diary(practice, ahead, chart::personOf);
    }

    Openings openings() {
        return new Openings(roster, diary(), today());
    }

    Panel panel() {
        return new Panel(practice, chart.patients());
    }

    Patient patientOf(Booking booking) {
        return chart.patient(booking.mrn()).orElseThrow();
    }

    Optional<Visit> openVisit(Booking booking) {
        return chart.visitOf(booking).filter(Visit::isOpen);
    }

    Service service(Booking booking) {
        return practice.service(booking.service());
    }

    Reason reason(Reason.Kind kind) {
        return dice("reason").pick(practice.reasons(kind));
    }

    /** An envelope for a message by somebody of a role. It takes a control id, so it is asked for when it is needed. */
    Envelope envelope(String role, When when) {
        var operator = dice("operator").pick(practice.staffOf(role));
        var now = present.now();
        return new Envelope(chart.nextControlId(), now, when.seenFrom(now), operator);
    }

    Envelope envelope() {
        return envelope(Staff.FRONT_DESK, When.NOW);
    }

    Outgoing outgoing(String event, Envelope envelope, String text) {
        return new Outgoing(envelope.controlId(), event, text);
    }

    /** Makes a change that one message tells of. */
    void commit(Change change, String event, Envelope envelope, String text) {
        chart.commit(change.send(outgoing(event, envelope, text)));
    }
}
