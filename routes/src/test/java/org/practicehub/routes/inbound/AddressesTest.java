package org.practicehub.routes.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.routes.transport.FolderSettings;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.routes.transport.MllpSettings;
import org.springframework.util.unit.DataSize;

/** Addresses opened and closed while the hub runs. */
class AddressesTest {
    private static final MllpSettings SETTINGS = new MllpSettings(DataSize.ofMegabytes(1), 2, false);

    private static final FolderSettings FOLDERS = new FolderSettings(DataSize.ofMegabytes(1));

    private final CamelContext camel = new DefaultCamelContext();
    private final int first = freePort();
    private final int second = freePort();

    private Feeds feeds;
    private Addresses addresses;
    private Listeners listeners;

    @BeforeEach
    void start() throws FeedsRefused {
        feeds = feeds(first);
        addresses = new Addresses(
                feeds,
                new Intake(null, null, null, null, null),
                null,
                SETTINGS,
                FOLDERS,
                Clock.systemUTC(),
                new Measures(new SimpleMeterRegistry()));
        listeners = new Listeners(addresses.listeners(feeds));
        listeners.addTo(camel);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void opensWhatIsNewAndClosesWhatNobodyNames() throws FeedsRefused {
        Feeds others = feeds(second);

        addresses.open(others, listeners, camel);
        assertThat(isOpen(first)).isTrue();
        assertThat(isOpen(second)).isTrue();
        feeds.become(others);
        addresses.closeUnnamed(listeners, camel);

        assertThat(isOpen(first)).isFalse();
        assertThat(isOpen(second)).isTrue();
    }

    @Test
    void leavesAloneWhatStays() throws FeedsRefused {
        var before = listeners.at("mllp://127.0.0.1:" + first);
        Feeds others = feeds(first, second);

        addresses.open(others, listeners, camel);
        feeds.become(others);
        addresses.closeUnnamed(listeners, camel);

        assertThat(listeners.at("mllp://127.0.0.1:" + first)).isEqualTo(before);
        assertThat(listeners.all()).hasSize(2);
    }

    @Test
    void opensAllOrNone() throws IOException, FeedsRefused {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Feeds others = feeds(second, taken.getLocalPort());

            assertThatThrownBy(() -> addresses.open(others, listeners, camel))
                    .isInstanceOf(CannotListen.class)
                    .hasMessageContaining("after a restart");
        }

        assertThat(isOpen(second)).isFalse();
        assertThat(isOpen(first)).isTrue();
    }

    private static Feeds feeds(int... ports) throws FeedsRefused {
        List<Feed> all = new ArrayList<>();
        for (int port : ports) {
            all.add(Feeds.parse("feed: f" + port + "\nzone: UTC\nlisten: mllp://127.0.0.1:" + port + "\n"));
        }
        return Feeds.of(all);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
