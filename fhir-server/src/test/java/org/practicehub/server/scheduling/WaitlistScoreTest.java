package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.junit.jupiter.api.Test;

/** Whom a freed time is offered to first, as docs/scheduling.md says it. */
class WaitlistScoreTest {
    private static final Instant NOW = Instant.parse("2026-11-26T15:00:00Z");
    private static final Span FREED = new Span(NOW.plus(1, ChronoUnit.DAYS), NOW.plus(1470, ChronoUnit.MINUTES));
    private static final String DOCTOR = "Practitioner/d";

    private static WaitlistEntry entry(int priority, int days, Set<String> providers, Set<String> sites) {
        return new WaitlistEntry(
                new Appointment(),
                "Patient/p",
                "HealthcareService/s",
                providers,
                sites,
                List.of(),
                priority,
                NOW.minus(days, ChronoUnit.DAYS),
                Instant.MAX,
                Optional.empty());
    }

    private static WaitlistScore score(WaitlistEntry entry, Optional<Instant> askedAt) {
        Offer offer = new Offer("HealthcareService/s", FREED, DOCTOR, Optional.of("Location/main"), List.of());
        return WaitlistScore.of(entry, offer, FREED, askedAt, Duration.ofDays(7), NOW);
    }

    @Test
    void addsPriorityWaitingAndFit() {
        WaitlistScore score = score(entry(1, 21, Set.of(DOCTOR), Set.of("Location/main")), Optional.empty());

        assertThat(score).isEqualTo(new WaitlistScore(40, 10, 20, 0));
        assertThat(score.total()).isEqualTo(70);
        assertThat(score(entry(9, 0, Set.of(), Set.of()), Optional.empty())).isEqualTo(new WaitlistScore(0, 0, 5, 0));
    }

    @Test
    void yearsOfWaitingCountNoMoreThanTwoMonths() {
        assertThat(score(entry(5, 800, Set.of(), Set.of()), Optional.empty()).waiting())
                .isEqualTo(30);
    }

    @Test
    void whoWasAskedLatelyStandsBehind() {
        WaitlistEntry entry = entry(5, 0, Set.of(), Set.of());

        assertThat(score(entry, Optional.of(NOW.minus(2, ChronoUnit.HOURS))).asked())
                .isEqualTo(-20);
        assertThat(score(entry, Optional.of(NOW.minus(2, ChronoUnit.DAYS))).asked())
                .isEqualTo(-10);
        assertThat(score(entry, Optional.of(NOW.minus(8, ChronoUnit.DAYS))).asked())
                .isZero();
    }
}
