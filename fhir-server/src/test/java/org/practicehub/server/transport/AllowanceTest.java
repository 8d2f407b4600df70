package org.practicehub.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    @Test
    void whatIsUsedUpComesBackInTimeAndForItsCallerAlone() {
        Allowance two = new Allowance(2);

        assertThat(two.take("one")).isZero();
        assertThat(two.take("one")).isZero();
        assertThat(two.take("one")).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(two.take("another")).isZero();
    }
}
