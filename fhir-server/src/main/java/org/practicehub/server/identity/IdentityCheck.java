package org.practicehub.server.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.identity.IdentitySettings.App;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses roles, clients and people that name what does not exist: a scope with a slip in it would open nothing, in silence. */
final class IdentityCheck {
    private static final String PREFIX = "hub.identity.";
    private static final Set<String> GRANTS = Set.of("authorization_code", "client_credentials");
    private static final Set<String> PLAIN_SCOPES = Set.of("openid", "fhirUser", "online_access", "offline_access");

    private final IdentitySettings settings;
    private final Set<String> types;
    private final ConfigurableEnvironment files;
    private final List<String> mistakes = new ArrayList<>();

    private IdentityCheck(IdentitySettings settings, Set<String> types, ConfigurableEnvironment files) {
        this.settings = settings;
        this.types = new TreeSet<>(types);
        this.files = files;
    }

    /**
     * All mistakes at once.
     *
     * @param types the resource types of R4
     * @throws CannotStart when there is one
     */
    static void check(IdentitySettings settings, Set<String> types, ConfigurableEnvironment files) {
        IdentityCheck check = new IdentityCheck(settings, types, files);
        settings.roles().forEach((name, role) -> {
            check.names("roles." + name + ".apps", role.apps(), settings.apps().keySet(), "app");
            check.scopes("roles." + name + ".scopes", role.scopes(), Set.of());
        });
        settings.apps().forEach(check::app);
        settings.people()
                .forEach((name, who) -> check.name(
                        "people." + name + ".role", who.role(), settings.roles().keySet(), "role"));
        if (!check.mistakes.isEmpty()) {
            throw new CannotStart(String.join("\n", check.mistakes), "Correct the files and start again.");
        }
    }

    private void app(String id, App app) {
        String key = "apps." + id;
        names(key + ".grants", app.grants(), GRANTS, "grant");
        scopes(key + ".scopes", app.scopes(), PLAIN_SCOPES);
        if (app.grants().contains("client_credentials") && app.isPublic()) {
            mistake(key + ".name", "a client of client_credentials needs a secret");
        }
        if (app.grants().contains("authorization_code") && app.redirects().isEmpty()) {
            mistake(key + ".name", "a client of authorization_code needs redirects");
        }
    }

    private void names(String key, List<String> given, Collection<String> known, String what) {
        for (int i = 0; i < given.size(); i++) {
            name(key + "[" + i + "]", given.get(i), known, what);
        }
    }

    private void name(String key, String given, Collection<String> known, String what) {
        if (!known.contains(given)) {
            mistake(key, "there is no " + what + " '" + given + "'" + Nearest.hint(given, known));
        }
    }

    private void scopes(String key, List<String> given, Set<String> plain) {
        for (int i = 0; i < given.size(); i++) {
            String text = given.get(i);
            if (!plain.contains(text)) {
                scope(key + "[" + i + "]", text, plain);
            }
        }
    }

    private void scope(String key, String text, Set<String> plain) {
        Optional<SmartScope> scope = SmartScope.parse(text);
        if (scope.isEmpty()) {
            mistake(
                    key,
                    "'" + text + "' is no scope" + Nearest.hint(text, plain)
                            + ": <user, patient or system>/<resource type or *>.<letters of cruds, in this order>");
        } else if (!scope.get().type().equals(SmartScope.ANY)) {
            name(key, scope.get().type(), types, "resource type");
        }
    }

    private void mistake(String key, String text) {
        mistakes.add(place(PREFIX + key) + text);
    }

    /** {@code roles.yaml:12:9: }, as far as it is known. */
    private String place(String key) {
        return files.getPropertySources().stream()
                .filter(OriginLookup.class::isInstance)
                .map(source -> OriginLookup.getOrigin(source, key))
                .flatMap(origin -> Optional.ofNullable(origin).stream())
                .findFirst()
                .map(IdentityCheck::text)
                .orElse(key + ": ");
    }

    private static String text(Origin origin) {
        if (Origin.from(origin) instanceof TextResourceOrigin text && text.getLocation() != null) {
            String file = text.getResource() == null
                    ? ""
                    : Optional.ofNullable(text.getResource().getFilename()).orElse("");
            return file + ":" + (text.getLocation().getLine() + 1) + ":"
                    + (text.getLocation().getColumn() + 1) + ": ";
        }
        return origin + ": ";
    }
}
