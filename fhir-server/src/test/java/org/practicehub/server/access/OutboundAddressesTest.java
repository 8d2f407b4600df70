package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboundAddressesTest {
    private final OutboundAddresses addresses = new OutboundAddresses(Set.of("ehr.practice.local"));

    @Test
    void whatIsInsideIsNotReached() {
        assertThat(List.of(
                        "https://127.0.0.1/x",
                        "https://10.1.2.3/x",
                        "https://192.168.0.1/x",
                        "https://169.254.169.254/latest/meta-data",
                        "https://100.64.0.1/x",
                        "https://[::1]/x",
                        "https://[fd00::1]/x",
                        "https://[::ffff:10.0.0.1]/x",
                        "https://0.0.0.0/x",
                        "http://93.184.216.34/x",
                        "https://user@93.184.216.34/x",
                        "file:///etc/passwd",
                        "not an address"))
                .noneMatch(addresses::isOpen);
    }

    @Test
    void publicAddressesAndListedHostsAre() {
        assertThat(addresses.isOpen("https://93.184.216.34/hook")).isTrue();
        assertThat(addresses.isOpen("http://ehr.practice.local:8080/hook")).isTrue();
    }
}
