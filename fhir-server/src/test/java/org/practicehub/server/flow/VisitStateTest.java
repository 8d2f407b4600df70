package org.practicehub.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of practice.md 3.4. */
class VisitStateTest {
    private static final Set<VisitState> ENDED_BEFORE_IT_BEGAN = EnumSet.of(
            VisitState.NO_SHOW, VisitState.CANCELLED, VisitState.REQUESTED, VisitState.WAITLISTED, VisitState.HELD);

    /** Whatever is done, in whatever order: nobody is with a provider or checked out who did not arrive and was not checked in or roomed. */
    @Test
    void everyPathThatEndsWithAProviderWentThroughTheDoor() {
        Random random = new Random(20_261_126);
        for (int walk = 0; walk < 2_000; walk++) {
            List<VisitState> path = new ArrayList<>(List.of(VisitState.REQUESTED));
            for (int step = 0; step < 12; step++) {
                VisitState last = path.get(path.size() - 1);
                List<VisitState> next = last.moves().stream().sorted().toList();
                if (next.isEmpty()) {
                    break;
                }
                path.add(next.get(random.nextInt(next.size())));
            }
            checkPath(path);
        }
    }

    private static void checkPath(List<VisitState> path) {
        for (int i = 1; i < path.size(); i++) {
            VisitState from = path.get(i - 1);
            assertThat(from.mayBecome(path.get(i))).as("%s in %s", from, path).isTrue();
            if (path.get(i) == VisitState.WITH_PROVIDER || path.get(i) == VisitState.CHECKED_OUT) {
                assertThat(from)
                        .as("%s", path)
                        .isIn(
                                VisitState.CHECKED_IN,
                                VisitState.ROOMED,
                                VisitState.WITH_PROVIDER,
                                VisitState.CHECKED_OUT);
            }
            if (path.get(i) == VisitState.LEFT) {
                assertThat(from)
                        .as("who left was here: %s", path)
                        .isIn(VisitState.ARRIVED, VisitState.CHECKED_IN, VisitState.ROOMED);
            }
        }
    }

    /** Each move of a day can be taken back, by a further move; only what was entered in error stays so. */
    @ParameterizedTest
    @EnumSource(VisitState.class)
    void whatWasDoneCanBeUndone(VisitState from) {
        from.moves().stream().filter(to -> to != VisitState.ENTERED_IN_ERROR).forEach(to -> assertThat(reachable(to))
                .as("back from %s to %s", to, from)
                .contains(from));
    }

    @ParameterizedTest
    @EnumSource(VisitState.class)
    void everyStateIsReached(VisitState state) {
        assertThat(reachable(VisitState.REQUESTED)).contains(state);
    }

    @Test
    void whoDidNotComeIsNotSeen() {
        for (VisitState state : ENDED_BEFORE_IT_BEGAN) {
            assertThat(state.moves())
                    .doesNotContain(VisitState.ROOMED, VisitState.WITH_PROVIDER, VisitState.CHECKED_OUT);
        }
        assertThat(VisitState.ENTERED_IN_ERROR.moves()).isEmpty();
        assertThat(VisitState.CHECKED_OUT.moves())
                .doesNotContain(VisitState.BOOKED, VisitState.NO_SHOW, VisitState.CANCELLED, VisitState.LEFT);
    }

    @ParameterizedTest
    @EnumSource(value = AppointmentStatus.class, names = "NULL", mode = EnumSource.Mode.EXCLUDE)
    void everyPairOfStatusesIsSomeState(AppointmentStatus status) {
        Appointment appointment = new Appointment().setStatus(status);
        assertThat(VisitState.of(appointment, Optional.empty()).appointment()).isEqualTo(status);
        for (EncounterStatus encounter : EncounterStatus.values()) {
            VisitState state = VisitState.of(appointment, Optional.of(encounter));
            // Whom the EHR has taken to a room without checking them in is in the room.
            assertThat(state.appointment())
                    .isIn(status, status == AppointmentStatus.ARRIVED ? AppointmentStatus.CHECKEDIN : status);
        }
    }

    @Test
    void whoLeftIsToldFromWhoCancelled() {
        Appointment cancelled = new Appointment().setStatus(AppointmentStatus.CANCELLED);
        Appointment left = cancelled.copy();
        left.setCancelationReason(Terms.concept(Terms.CANCELLATION, Terms.LEFT, "Left"));

        assertThat(VisitState.of(cancelled, Optional.empty())).isEqualTo(VisitState.CANCELLED);
        assertThat(VisitState.of(left, Optional.empty())).isEqualTo(VisitState.LEFT);
    }

    private static Set<VisitState> reachable(VisitState from) {
        Set<VisitState> reached = EnumSet.of(from);
        Queue<VisitState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            open.remove().moves().stream().filter(reached::add).forEach(open::add);
        }
        return reached;
    }
}
