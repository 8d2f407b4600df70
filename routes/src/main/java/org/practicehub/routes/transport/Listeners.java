package org.practicehub.routes.transport;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;

/** All addresses on which senders are heard. */
public final class Listeners {
    private final List<Listener> all;

    public Listeners(List<Listener> all) {
        this.all = new CopyOnWriteArrayList<>(all);
    }

    public List<Listener> all() {
        return List.copyOf(all);
    }

    /** The listener at an address, as {@code mllp://host:port}. */
    public Optional<Listener> at(String address) {
        return all.stream()
                .filter(listener -> listener.address().equals(address))
                .findFirst();
    }

    public void addTo(CamelContext camel) {
        all.forEach(listener -> add(listener, camel));
    }

    /** Opens one more address while the others are heard. */
    public void open(Listener listener, CamelContext camel) {
        add(listener, camel);
        all.add(listener);
    }

    /** Closes an address: what is under way is answered, and nothing more is heard. */
    public void close(Listener listener, CamelContext camel) {
        all.remove(listener);
        listener.removeFrom(camel);
    }

    private static void add(Listener listener, CamelContext camel) {
        try {
            listener.addTo(camel);
        } catch (Exception e) {
            listener.removeFrom(camel);
            throw new RuntimeCamelException("cannot listen at " + listener.address(), e);
        }
    }
}
