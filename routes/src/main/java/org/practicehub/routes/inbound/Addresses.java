package org.practicehub.routes.inbound;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.measures.Measures;
import org.practicehub.routes.transport.CannotListen;
import org.practicehub.routes.transport.FolderListener;
import org.practicehub.routes.transport.FolderSettings;
import org.practicehub.routes.transport.HttpDoor;
import org.practicehub.routes.transport.Listener;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.routes.transport.MllpListener;
import org.practicehub.routes.transport.MllpSettings;

/**
 * The addresses that feeds name, one listener each: feeds of one address share it and are told apart by what they match. When the
 * set of feeds is exchanged, addresses are opened before and closed after, so that nobody is left unheard between.
 */
public final class Addresses {
    private final Feeds feeds;
    private final Intake intake;
    private final Completions completions;
    private final MllpSettings settings;
    private final FolderSettings folders;
    private final Clock clock;
    private final Measures measures;

    public Addresses(
            Feeds feeds,
            Intake intake,
            Completions completions,
            MllpSettings settings,
            FolderSettings folders,
            Clock clock,
            Measures measures) {
        this.feeds = feeds;
        this.intake = intake;
        this.completions = completions;
        this.settings = settings;
        this.folders = folders;
        this.clock = clock;
        this.measures = measures;
    }

    /**
     * A listener for each address of the feeds.
     *
     * @throws CannotListen when an address may not be opened as they want it
     */
    List<Listener> listeners(Feeds of) {
        return byAddress(of).entrySet().stream()
                .map(address -> listener(address.getKey(), address.getValue()))
                .toList();
    }

    private static Map<String, List<Feed>> byAddress(Feeds of) {
        return of.all().stream()
                .filter(feed -> !feed.listen().isEmpty())
                .collect(Collectors.groupingBy(Feed::listen, LinkedHashMap::new, Collectors.toList()));
    }

    private Listener listener(String address, List<Feed> first) {
        Inbound inbound = new Inbound(() -> feedsAt(address, first), intake, completions, clock, measures);
        if (address.startsWith("/")) {
            return new HttpDoor(address, inbound);
        }
        if (address.startsWith("file:") || address.startsWith("sftp:")) {
            return new FolderListener(address, Doors.folder(address, first), inbound, folders, clock);
        }
        return new MllpListener(
                Doors.checked(URI.create(address), first, settings),
                first.get(0).tls(),
                inbound,
                settings);
    }

    /** A frame that is read while its address is being closed still belongs to those who were heard there. */
    private List<Feed> feedsAt(String address, List<Feed> first) {
        return Optional.of(feeds.at(address)).filter(now -> !now.isEmpty()).orElse(first);
    }

    /**
     * Opens the addresses that others name and that are not open yet; all of them or none.
     *
     * @throws CannotListen when one cannot be opened, or would have to be opened anew
     */
    public void open(Feeds others, Listeners listeners, CamelContext camel) {
        List<Listener> opened = new ArrayList<>();
        try {
            for (Listener wanted : listeners(others)) {
                Optional<Listener> present = listeners.at(wanted.address());
                if (present.isEmpty()) {
                    listeners.open(wanted, camel);
                    opened.add(wanted);
                } else if (!present.get().settings().equals(wanted.settings())) {
                    throw new CannotListen(
                            "'tls', 'folder' or 'sftp' of " + wanted.address() + " has changed: that needs a restart");
                }
            }
        } catch (CannotListen | RuntimeCamelException e) {
            opened.forEach(listener -> listeners.close(listener, camel));
            throw e instanceof CannotListen told
                    ? told
                    : new CannotListen(
                            e.getMessage() + "; a port that the hub itself holds is free after a restart", e);
        }
    }

    /** Closes the addresses that nobody names any more. */
    public void closeUnnamed(Listeners listeners, CamelContext camel) {
        listeners.all().stream()
                .filter(listener -> feeds.at(listener.address()).isEmpty())
                .forEach(listener -> listeners.close(listener, camel));
    }
}
