package org.practicehub.routes.transport;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;

/** A place at which messages of feeds arrive: a port, a folder, or a path of the hub's own address. */
public sealed interface Listener permits MllpListener, FolderListener, HttpDoor {

    /** As the feeds' files name it. */
    String address();

    /** What cannot change while it is open. */
    Object settings();

    /** Opens it. */
    void addTo(CamelContext camel) throws Exception;

    /** Closes it: what is under way is answered, and nothing more is heard. */
    void removeFrom(CamelContext camel);

    Status status(CamelContext camel);

    /**
     * How it does.
     *
     * @param open whether it is open for messages
     * @param connections how many senders are connected, where senders connect
     * @param unreachableSince since when it could not be looked into, where the hub looks
     */
    record Status(boolean open, OptionalInt connections, Optional<Instant> unreachableSince) {}
}
