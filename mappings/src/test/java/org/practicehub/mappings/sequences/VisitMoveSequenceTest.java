package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.golden.TestJson;

/** Visits planned, moved and turned into others, in order and out of it (5.1, G16, G18). */
class VisitMoveSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena^^^^^L||19840317|F";

    private static final String[] PLANNED = message("ADT^A05", "0700", PID, pv1("O", "WAIT", ""));
    private static final String[] ADMITTED = message("ADT^A01", "0800", PID, pv1("O", "WAIT", ""));
    private static final String[] MOVED = message("ADT^A02", "0810", PID, pv1("O", "EXAM3", "WAIT"));
    private static final String[] NOT_MOVED = message("ADT^A12", "0820", PID, pv1("O", "WAIT", ""));
    private static final String[] NOT_PLANNED = message("ADT^A38", "0730", PID, pv1("O", "WAIT", ""));
    private static final String[] INPATIENT = message("ADT^A06", "0830", PID, pv1("I", "WAIT", ""));
    private static final String[] OUTPATIENT = message("ADT^A07", "0840", PID, pv1("O", "WAIT", ""));

    private final Wire wire = new Wire();

    private static String pv1(String kind, String room, String before) {
        String prior = before.isEmpty() ? "" : "MAIN^" + before + "^^LFP-LOC";
        return "PV1|1|" + kind + "|MAIN^" + room + "^^LFP-LOC|||" + prior + "|" + "|".repeat(12) + "V1^^^LFP-VISIT^VN"
                + "|".repeat(25) + "20261123080000-0600";
    }

    static Stream<List<String[]>> orders() {
        return Stream.of(
                        List.of(ADMITTED, MOVED, NOT_MOVED),
                        List.of(ADMITTED, MOVED),
                        List.of(PLANNED, NOT_PLANNED),
                        List.of(PLANNED, ADMITTED),
                        List.of(INPATIENT, OUTPATIENT),
                        List.of(PLANNED, NOT_PLANNED, ADMITTED))
                .flatMap(VisitMoveSequenceTest::permutations);
    }

    /** Status, class and the history of places come out the same in every order. */
    @ParameterizedTest
    @MethodSource("orders")
    void comesOutTheSameInEveryOrder(List<String[]> order) {
        order.forEach(wire::receive);

        Wire inOrder = new Wire();
        order.stream()
                .sorted((a, b) -> a[1].substring(7).compareTo(b[1].substring(7)))
                .forEach(inOrder::receive);
        assertThat(visit(wire)).isEqualTo(visit(inOrder));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void changesNothingWhenReplayedOrSentAgain(List<String[]> order) {
        order.forEach(wire::receive);
        List<String> before = wire.versions();

        for (int n = 1; n <= order.size(); n++) {
            wire.replay(n);
        }
        order.forEach(wire::receive);

        assertThat(wire.versions()).isEqualTo(before);
    }

    @Test
    void isBackWhereItWasWhenTheMoveIsTakenBack() {
        List.of(ADMITTED, MOVED, NOT_MOVED).forEach(wire::receive);

        assertThat(wire.only(Encounter.class).getLocation()).hasSize(1);
        assertThat(wire.only(Encounter.class).getLocation().get(0).getPeriod().hasEnd())
                .isFalse();
    }

    @Test
    void beginsAsPlanned() {
        List.of(PLANNED, ADMITTED).forEach(wire::receive);

        assertThat(wire.only(Encounter.class).getStatus()).isEqualTo(EncounterStatus.INPROGRESS);
    }

    private static String visit(Wire wire) {
        Encounter visit = wire.only(Encounter.class).copy();
        visit.setMeta(null).setId(visit.getIdPart());
        return TestJson.compact(visit);
    }

    private static <T> Stream<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return Stream.of(List.of());
        }
        return items.stream().flatMap(first -> {
            List<T> rest = new ArrayList<>(items);
            rest.remove(first);
            return permutations(rest)
                    .map(tail -> Stream.concat(Stream.of(first), tail.stream()).toList());
        });
    }
}
