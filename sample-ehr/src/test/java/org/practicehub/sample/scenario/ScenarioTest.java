package org.practicehub.sample.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.sample.Demo;
import org.practicehub.sample.Hl7;
import org.practicehub.sample.Receiver;
import org.practicehub.sample.Receiver.Reaction;
import org.practicehub.sample.book.Conflicts;
import org.practicehub.sample.patients.Patient;

/** The whole EHR against a receiver on a real socket. */
@Timeout(20)
class ScenarioTest {

    private static final String MONDAY_MORNING = "2026-11-23T10:05";
    private static final String[] EVENTS = {
        "A03", "A04", "A08", "A11", "A13", "A28", "A31", "A40", "S12", "S13", "S14", "S15", "S17", "S26"
    };

    @TempDir
    Path folder;

    /** Morning, before dawn, last minute of a day, Sunday, Thanksgiving, and when clocks change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                MONDAY_MORNING,
                "2026-11-24T02:10",
                "2026-11-25T23:59",
                "2026-11-29T12:00",
                "2026-11-26T09:00",
                "2026-11-01T01:30",
                "2026-03-08T03:30"
            })
    void onePassHoldsEveryEvent(String at) throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder, receiver.port(), at)) {
            ehr.scenario.runOnce();

            List<Hl7> received = receiver.received();
            assertThat(received.stream().map(Hl7::event).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(EVENTS);
            assertThat(received).extracting(Hl7::controlId).doesNotHaveDuplicates();
            assertThat(ehr.log).noneMatch(line -> line.contains("nothing left"));
            Conflicts.assertNone(ehr.chart.bookings(), ehr.chart::personOf);
        }
    }

    @Test
    void tellsOfTodayFirstAndCatchesUpBeforeTheComingDays() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
            ehr.scenario.runOnce();

            List<String> starts = receiver.received().stream()
                    .map(m -> m.event().equals("S12") ? m.field("TQ1", 7).substring(0, 8) : m.event())
                    .toList();
            int firstArrival = starts.indexOf("A04");
            assertThat(starts.subList(0, firstArrival)).hasSizeGreaterThan(50).containsOnly("20261123");
            assertThat(starts.subList(firstArrival, starts.indexOf("20261124")))
                    .hasSizeGreaterThan(30)
                    .contains("A03", "A04", "A08")
                    .doesNotContain("20261123");
        }
    }

    @Test
    void catchesUpWithWhatTheClockSaysAndNoMore() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
            ehr.runUntil(() -> ehr.live());

            Map<String, Hl7> arrivals = receiver.received().stream()
                    .filter(m -> m.event().equals("A04"))
                    .collect(Collectors.toMap(Hl7::visit, m -> m));
            assertThat(arrivals.values()).hasSizeGreaterThan(10).allSatisfy(arrival -> {
                assertThat(arrival.field("PV1", 44)).isLessThanOrEqualTo("20261123100500-0600");
                assertThat(arrival.field("EVN", 6)).isEqualTo(arrival.field("PV1", 44));
                assertThat(arrival.field("EVN", 2)).startsWith("20261123100500").isEqualTo(arrival.field("MSH", 7));
                assertThat(arrival.field("PV1", 3)).isIn("MAIN^WAIT^^LFP-LOC", "NORTH^WAIT^^LFP-LOC");
            });
            assertThat(receiver.received())
                    .filteredOn(m -> m.event().equals("A03"))
                    .allSatisfy(end -> {
                        assertThat(end.field("PV1", 45)).isGreaterThan(end.field("PV1", 44));
                        assertThat(end.field("PV1", 36)).isEqualTo("01");
                    });
        }
    }

    @Test
    void leavesSomethingToWatchInTheEvening() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder, receiver.port(), "2026-11-23T21:30")) {
            ehr.runUntil(() -> ehr.live());
            int caughtUp = receiver.received().size();
            ehr.runUntil(() -> receiver.received().size() >= caughtUp + 60);

            assertThat(receiver.received().subList(caughtUp, caughtUp + 60))
                    .extracting(Hl7::event)
                    .contains("A04", "A08", "A03");
        }
    }

    @Test
    void isTheSameForTheSameSeedAndClock() throws InterruptedException {
        try (Receiver one = Receiver.thatAccepts();
                Receiver two = Receiver.thatAccepts();
                TestEhr first = new TestEhr(folder.resolve("one"), one.port(), MONDAY_MORNING);
                TestEhr second = new TestEhr(folder.resolve("two"), two.port(), MONDAY_MORNING)) {
            first.scenario.runOnce();
            second.scenario.runOnce();

            assertThat(two.received()).isEqualTo(one.received());
        }
    }

    @Test
    void goesOnAfterRefusalsAndCountsThem() throws InterruptedException {
        try (Receiver receiver = new Receiver(n -> n % 50 == 0 ? Reaction.REFUSE : Reaction.ACCEPT);
                TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
            ehr.scenario.runOnce();

            List<Hl7> received = receiver.received();
            assertThat(ehr.log.stream().filter(line -> line.contains("was answered AE")))
                    .hasSize(received.size() / 50)
                    .allMatch(
                            line -> line.matches(
                                    "[AS]\\d\\d \\w+-\\d{6} was answered AE PID\\^1\\^3 204\\^Unknown key identifier\\^HL70357"));
            assertThat(ehr.log.get(ehr.log.size() - 1))
                    .endsWith(received.size() + " messages, " + received.size() / 50 + " refused");
        }
    }

    @Test
    void writesNoPatientIntoTheLog() throws InterruptedException {
        try (Receiver receiver = new Receiver(n -> n % 90 == 0 ? Reaction.HANG_UP : Reaction.ACCEPT);
                TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
            ehr.scenario.runOnce();

            Set<String> words = ehr.log.stream()
                    .flatMap(line -> List.of(line.split("\\W+")).stream())
                    .collect(Collectors.toSet());
            Set<String> people = new HashSet<>();
            for (Patient patient : Demo.PRACTICE.patients()) {
                people.addAll(List.of(
                        patient.mrn(), patient.name().family(), patient.name().given()));
            }
            assertThat(words).contains("appointments").doesNotContainAnyElementsOf(people);
        }
    }

    /**
     * The receiver hangs up now and then, the EHR dies in the middle of everything and leaves a torn line: afterwards
     * the receiver has heard the same as from an EHR that nothing happened to.
     */
    @Test
    void goesOnWhereItStopped() throws InterruptedException, IOException {
        List<String> undisturbed;
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder.resolve("undisturbed"), receiver.port(), MONDAY_MORNING)) {
            ehr.runUntil(() -> receiver.received().size() >= 500);
            undisturbed = receiver.received().stream().map(Hl7::gist).toList();
        }

        Path state = folder.resolve("disturbed");
        try (Receiver receiver = new Receiver(n -> n % 41 == 0 ? Reaction.HANG_UP : Reaction.ACCEPT)) {
            for (int stop : new int[] {20, 75, 130, 260, 400}) {
                try (TestEhr ehr = new TestEhr(state, receiver.port(), MONDAY_MORNING)) {
                    ehr.dieAtMessage(stop, receiver);
                }
                Files.writeString(state.resolve("ehr.ledger"), "booking\tid=A1000", StandardOpenOption.APPEND);
            }
            try (TestEhr ehr = new TestEhr(state, receiver.port(), MONDAY_MORNING)) {
                ehr.runUntil(() -> distinct(receiver.received()).size() >= 500);
            }

            List<Hl7> heard = distinct(receiver.received());
            assertThat(receiver.received()).hasSizeGreaterThan(heard.size());
            assertThat(heard).extracting(Hl7::controlId).doesNotHaveDuplicates();
            assertThat(heard.stream().map(Hl7::gist).limit(500).toList()).isEqualTo(undisturbed.subList(0, 500));
            assertThat(heard.stream().filter(m -> m.event().equals("S12")).map(Hl7::appointment))
                    .doesNotHaveDuplicates();
        }
    }

    /** Messages with a repetition of the very same bytes counted once. */
    private static List<Hl7> distinct(List<Hl7> messages) {
        return messages.stream().distinct().toList();
    }

    @Test
    void booksNothingTwiceOnASecondStart() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts()) {
            int first;
            try (TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
                ehr.runUntil(() -> ehr.live());
                first = receiver.received().size();
            }
            try (TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
                ehr.runUntil(() -> ehr.live());
                assertThat(receiver.received().size()).isLessThanOrEqualTo(first + 1);
            }
        }
    }

    @Test
    void closesTheDayBeforeAndFillsTheNewDayAfterANight() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts()) {
            try (TestEhr ehr = new TestEhr(folder, receiver.port(), MONDAY_MORNING)) {
                ehr.runUntil(() -> ehr.live());
            }
            int before = receiver.received().size();
            try (TestEhr ehr = new TestEhr(folder, receiver.port(), "2026-11-24T07:30")) {
                ehr.runUntil(() -> ehr.live());

                List<Hl7> night =
                        receiver.received().subList(before, receiver.received().size());
                assertThat(night)
                        .filteredOn(m -> m.event().equals("A03"))
                        .hasSizeGreaterThan(30)
                        .allSatisfy(end -> {
                            assertThat(end.field("PV1", 45)).startsWith("20261123");
                            assertThat(end.field("EVN", 2)).startsWith("20261124073");
                        });
                assertThat(night).filteredOn(m -> m.event().equals("S12")).anyMatch(m -> m.field("TQ1", 7)
                        .startsWith("20261208"));
                assertThat(receiver.received().stream()
                                .filter(m -> m.event().equals("S12"))
                                .map(Hl7::appointment))
                        .doesNotHaveDuplicates();
                Conflicts.assertNone(ehr.chart.bookings(), ehr.chart::personOf);
            }
        }
    }

    @Test
    void beginsTheNewDayAtMidnight() throws InterruptedException {
        try (Receiver receiver = Receiver.thatAccepts();
                TestEhr ehr = new TestEhr(folder, receiver.port(), "2026-11-23T23:00")) {
            ehr.minutesPass = 1;
            ehr.runUntil(() -> ehr.clock.instant().atZone(Demo.CHICAGO).getDayOfMonth() == 24
                    && ehr.live()
                    && ehr.chart.filled(LocalDate.of(2026, 12, 8)).isPresent());

            assertThat(receiver.received())
                    .filteredOn(m -> m.event().equals("S12"))
                    .anyMatch(m -> m.field("TQ1", 7).startsWith("20261208")
                            && m.field("MSH", 7).startsWith("20261124"));
        }
    }
}
