package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** N11: the hub fetches keys from the public Internet, and is no way into the practice's network. */
class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void whatIsNotPublicIsNotResolved(String address) {
        assertThatThrownBy(() -> new PublicAddresses(false).resolve(address)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "2606:2800:220:1::1"})
    void whatIsPublicIsResolved(String address) throws UnknownHostException {
        assertThat(new PublicAddresses(false).resolve(address)).hasSize(1);
    }

    @Test
    void thisMachineIsResolvedWhereThatIsAllowed() throws UnknownHostException {
        assertThat(new PublicAddresses(true).resolve("127.0.0.1")).hasSize(1);
        assertThatThrownBy(() -> new PublicAddresses(true).resolve("10.0.0.1"))
                .isInstanceOf(UnknownHostException.class);
    }
}
