package org.practicehub.server.smart;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * From where keys are fetched. The address is somebody else's, so the hub may not become a way into the practice's network: by
 * https, from the public Internet (smart.md N11).
 */
public final class KeyAddresses {
    private final boolean loopback;

    /** @param loopback whether keys may lie on this machine, and without TLS: for tests and development */
    KeyAddresses(boolean loopback) {
        this.loopback = loopback;
    }

    PublicAddresses names() {
        return new PublicAddresses(loopback);
    }

    /** Whether the address itself allows it; where its host leads is found out by {@link #names}. */
    boolean isSafe(URI address) {
        boolean plain = "http".equals(address.getScheme()) && loopback && isThisMachine(address);
        return address.getHost() != null && ("https".equals(address.getScheme()) || plain);
    }

    private static boolean isThisMachine(URI address) {
        return "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
    }

    /** Why keys are not fetched there; nothing, where they are. */
    public Optional<String> problem(URI address) {
        try {
            if (isSafe(address)) {
                names().resolve(address.getHost());
                return Optional.empty();
            }
        } catch (UnknownHostException e) {
            // As told below.
        }
        return Optional.of("keys are fetched by https, from a host that is found and on the public Internet");
    }
}
