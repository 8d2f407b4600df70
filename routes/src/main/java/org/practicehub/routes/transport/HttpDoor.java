package org.practicehub.routes.transport;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.practicehub.routes.inbound.Inbound;

/**
 * A path of the hub's own address at which messages are posted, {@code /hl7v2/<feed>}. The hub's web server hears them, with its
 * sign-in and its limits; this is where they come in.
 */
public final class HttpDoor implements Listener {
    private final String path;
    private final Inbound inbound;

    public HttpDoor(String path, Inbound inbound) {
        this.path = path;
        this.inbound = inbound;
    }

    public Inbound inbound() {
        return inbound;
    }

    @Override
    public String address() {
        return path;
    }

    @Override
    public Object settings() {
        return path;
    }

    @Override
    public void addTo(CamelContext camel) {
        // The web server is open already.
    }

    @Override
    public void removeFrom(CamelContext camel) {
        // Whoever is no longer listed is not found.
    }

    @Override
    public Status status(CamelContext camel) {
        return new Status(true, OptionalInt.empty(), Optional.empty());
    }
}
