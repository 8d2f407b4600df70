package org.practicehub.routes.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.routes.transport.MllpSettings;
import org.springframework.util.unit.DataSize;

class DoorsTest {
    private static final URI EVERYWHERE = URI.create("mllp://0.0.0.0:2575");

    @Test
    void thisMachineIsHeardWithoutTls() {
        URI here = URI.create("mllp://127.0.0.1:2575");

        assertThat(Doors.checked(here, List.of(), settings(false))).isEqualTo(here);
    }

    @Test
    void othersAreHeardWithoutTlsOnlyWhenItIsAskedFor() {
        assertThatThrownBy(() -> Doors.checked(EVERYWHERE, List.of(), settings(false)))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("HUB_MLLP_PLAIN");
        assertThat(Doors.checked(EVERYWHERE, List.of(), settings(true))).isEqualTo(EVERYWHERE);
    }

    @Test
    void withTlsOthersAreHeard() {
        URI secure = URI.create("mllps://0.0.0.0:2576");

        assertThat(Doors.checked(secure, List.of(), settings(false))).isEqualTo(secure);
    }

    private static MllpSettings settings(boolean plain) {
        return new MllpSettings(DataSize.ofMegabytes(16), 1, plain);
    }
}
