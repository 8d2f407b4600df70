package org.practicehub.sample.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.sample.Hl7;
import org.practicehub.sample.Receiver;
import org.practicehub.sample.book.Conflicts;

/** One long run of the live stream, read as a receiver would. */
@Timeout(20)
class LiveStreamTest {

    private static final int LIVE_MESSAGES = 900;
    private static Receiver receiver;
    private static TestEhr ehr;
    private static List<Hl7> live;

    @BeforeAll
    static void run(@TempDir Path folder) {
        receiver = Receiver.thatAccepts();
        ehr = new TestEhr(folder, receiver.port(), "2026-11-23T07:40");
        ehr.runUntil(ehr::live);
        int before = receiver.received().size() - 1;
        ehr.runUntil(() -> receiver.received().size() >= before + LIVE_MESSAGES);
        live = receiver.received().subList(before, before + LIVE_MESSAGES);
    }

    @AfterAll
    static void stop() {
        ehr.close();
        receiver.close();
    }

    @Test
    void walksTheDayInOrderOfTime() {
        List<String> scheduled = live.stream()
                .filter(m -> m.event().equals("A04"))
                .map(m -> m.field("PV2", 8))
                .toList();
        // Whoever was ticked off by mistake comes again a little later, which is the one thing out of order.
        assertThat(scheduled).hasSizeGreaterThan(50);
        assertThat(scheduled.get(0)).startsWith("2026112308");
        assertThat(scheduled.get(scheduled.size() - 1)).startsWith("2026112316");
    }

    @Test
    void bringsEveryVisitToItsEnd() {
        Map<String, List<String>> visits = live.stream()
                .filter(m -> !m.visit().isEmpty())
                .collect(Collectors.groupingBy(Hl7::visit, Collectors.mapping(Hl7::event, Collectors.toList())));

        assertThat(visits).hasSizeGreaterThan(50);
        assertThat(visits.values()).allSatisfy(events -> {
            assertThat(events.get(0)).isEqualTo("A04");
            assertThat(events.get(events.size() - 1)).isIn("A03", "A11");
            assertThat(String.join(" ", events)).matches("A04( A08)*( A03( A13( A08)* A03)*| A11)");
        });
    }

    @Test
    void putsNobodyIntoARoomThatIsTaken() {
        Map<String, String> rooms = new HashMap<>();
        for (Hl7 message : live) {
            String room = message.field("PV1", 3);
            boolean inARoom = !message.visit().isEmpty() && !room.contains("WAIT");
            if (inARoom && message.event().equals("A03")) {
                rooms.remove(room);
            } else if (inARoom) {
                assertThat(rooms.getOrDefault(room, message.visit()))
                        .as(message.controlId())
                        .isEqualTo(message.visit());
                rooms.put(room, message.visit());
            }
        }
        assertThat(rooms).isEmpty();
    }

    @Test
    void mergesASecondRegistrationWithinTheFirstTwoMinutes() {
        List<Hl7> opening = live.subList(0, 60);
        Hl7 merge = opening.stream()
                .filter(m -> m.event().equals("A40"))
                .findFirst()
                .orElseThrow();
        String ended = merge.component("MRG", 1, 1);
        List<String> story = opening.stream()
                .filter(m -> m.mrn().equals(ended) || m.equals(merge))
                .map(Hl7::event)
                .toList();

        assertThat(story).containsExactly("A28", "S12", "A40", "A08");
        assertThat(merge.mrn()).isNotEqualTo(ended);
        // What follows the appointment goes under the number that is left.
        Hl7 late = opening.stream()
                .filter(m -> m.mrn().equals(ended))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(late.field("PV1", 2)).isEqualTo("N");
        assertThat(late.field("PID", 5)).isEqualTo(merge.field("PID", 5));
        assertThat(late.field("PID", 13)).isNotEqualTo(merge.field("PID", 13));
    }

    @Test
    void holdsEverythingThatHappensAtAPractice() {
        assertThat(live.stream().map(Hl7::event).collect(Collectors.toSet()))
                .contains(
                        "A04", "A08", "A03", "A28", "A31", "A40", "S12", "S13", "S14", "S15", "S17", "S26", "A11",
                        "A13");
        assertThat(live).filteredOn(m -> m.event().equals("A31")).anyMatch(m -> m.field("PID", 5)
                .contains("~"));
    }

    @Test
    void fitsInPeopleWhoWalkIn() {
        List<Hl7> walkIns = live.stream()
                .filter(m -> m.event().equals("S12") && m.component("SCH", 6, 1).equals("WALKIN"))
                .toList();

        assertThat(walkIns).isNotEmpty().allMatch(m -> m.field("TQ1", 7).startsWith("20261123"));
        assertThat(live)
                .filteredOn(m -> m.event().equals("A04"))
                .extracting(m -> m.component("PV1", 50, 1))
                .contains(walkIns.get(0).appointment());
    }

    @Test
    void changesOnlyAppointmentsThatAreStillToCome() {
        Map<String, List<String>> books = new HashMap<>();
        receiver.received().stream().filter(m -> m.event().startsWith("S")).forEach(m -> books.computeIfAbsent(
                        m.appointment(), id -> new ArrayList<>())
                .add(m.event()));

        assertThat(books.values())
                .allSatisfy(events -> assertThat(String.join(" ", events)).matches("S12( S1[34])*( S15| S17| S26)?"));
    }

    @Test
    void givesEveryMessageATimeOfItsOwnAndNoTimeThatIsStillToCome() {
        List<String> times =
                receiver.received().stream().map(m -> m.field("MSH", 7)).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(live)
                .filteredOn(m -> m.event().equals("A04"))
                .allMatch(m -> m.field("PV1", 44).compareTo(m.field("MSH", 7)) <= 0);
    }

    @Test
    void keepsTheBookFreeOfConflicts() {
        Conflicts.assertNone(ehr.chart.bookings(), ehr.chart::personOf);
    }
}
