package org.practicehub.routes.transport;

import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;

/** All addresses on which senders are heard. */
public record Listeners(List<MllpListener> all) {
    public Listeners {
        all = List.copyOf(all);
    }

    /** The listener at {@code mllp://host:port}. */
    public Optional<MllpListener> at(String address) {
        return all.stream()
                .filter(listener -> listener.address().toString().equals(address))
                .findFirst();
    }

    public void addTo(CamelContext camel) {
        for (MllpListener listener : all) {
            try {
                camel.addRoutes(listener);
            } catch (Exception e) {
                throw new RuntimeCamelException("cannot listen at " + listener.address(), e);
            }
        }
    }
}
