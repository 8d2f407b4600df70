package org.practicehub.server.identity;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.server.database.Schema;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The SMART clients that there are: those of config/apps.yaml, and those that were registered in the console. They are read from
 * memory, for requests that pay for nothing; what another process registered arrives within seconds.
 */
@Component
public class Apps {
    private static final Logger LOG = LoggerFactory.getLogger(Apps.class);

    private final IdentitySettings settings;
    private final RegisteredApps registered;
    private final BaseUrl base;
    private volatile Known known;

    Apps(IdentitySettings settings, RegisteredApps registered, BaseUrl base, Schema schema) {
        this.settings = settings;
        this.registered = registered;
        this.base = base;
        this.known = look();
        registered.all().stream()
                .map(RegisteredApps.Registered::id)
                .filter(this::isOfTheFile)
                .forEach(id -> LOG.warn("The client {} is in apps.yaml and in the console. The file's holds.", id));
    }

    /**
     * What was found at one look.
     *
     * @param origins of pages that may call the API
     * @param redirectOrigins to which people are sent after sign-in, besides our own
     */
    private record Known(Map<String, App> all, List<String> origins, List<String> redirectOrigins) {}

    /** By client id, the file's first. */
    public Map<String, App> all() {
        return known.all();
    }

    public Optional<App> find(String id) {
        return Optional.ofNullable(known.all().get(id));
    }

    /** Whether config/apps.yaml registers it, which nothing overrules. */
    public boolean isOfTheFile(String id) {
        return settings.apps().containsKey(id);
    }

    /** Whether it is one of the hub's own screens. */
    public boolean isServedHere(String id) {
        return find(id).map(App::path).isPresent();
    }

    /** Whether people of this role may use the client: a screen of the hub's by the role's list, any other by its scopes. */
    public boolean mayOpen(Role role, String client) {
        return find(client)
                .filter(app -> !app.hasScreen() || role.apps().contains(client))
                .isPresent();
    }

    /** Origins whose pages may call the API, and where a form's answer may lead (smart.md C1). */
    public List<String> origins() {
        return known.origins();
    }

    /** The origins that people are sent to after sign-in, besides our own: {@code https://host} or {@code https://host:port}. */
    public List<String> redirectOrigins() {
        return known.redirectOrigins();
    }

    /** Looks what is registered now. */
    @Scheduled(fixedDelayString = "5s")
    public synchronized void refresh() {
        known = look();
    }

    private Known look() {
        Map<String, App> all = new LinkedHashMap<>(settings.apps());
        registered.all().stream()
                .filter(client -> client.retired() == null)
                .forEach(client -> all.putIfAbsent(client.id(), client.app()));
        return new Known(
                Collections.unmodifiableMap(all),
                origins(all.values().stream()
                        .flatMap(app ->
                                Stream.concat(app.redirectsBelow(base.baseUrl()).stream(), app.origins().stream()))),
                origins(all.values().stream()
                        .flatMap(app -> app.redirects().stream())
                        .filter(redirect -> !redirect.startsWith("/"))));
    }

    private static List<String> origins(Stream<String> addresses) {
        return addresses
                .map(URI::create)
                .filter(address -> address.getHost() != null)
                .map(address -> address.getScheme() + "://" + address.getHost()
                        + (address.getPort() < 0 ? "" : ":" + address.getPort()))
                .distinct()
                .sorted()
                .toList();
    }
}
