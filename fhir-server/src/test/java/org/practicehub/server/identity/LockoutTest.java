package org.practicehub.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private static final Duration PAUSE = Duration.ofMinutes(15);

    @Test
    void eachWaitIsTwiceTheOneBeforeUntilThePause() {
        assertThat(IntStream.rangeClosed(1, 11).mapToObj(tries -> Lockout.pauseAfter(tries, 10, 5, PAUSE)
                        .toSeconds()))
                .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 900L, 900L);
    }

    @Test
    void noWaitIsLongerThanThePause() {
        assertThat(Lockout.pauseAfter(60, 100, 5, PAUSE)).isEqualTo(PAUSE);
    }
}
