package org.practicehub.server.clients;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.access.SmartScope;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.RegisteredApps;
import org.practicehub.server.smart.KeyAddresses;

/** Every rule that a client of config/apps.yaml is held to, and those that hold for what is registered while the hub runs. */
final class RegistrationCheck {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,62}[a-z0-9]");
    private static final int LONGEST_NAME = 100;

    private final Apps apps;
    private final RegisteredApps registered;
    private final People people;
    private final KeyAddresses keys;

    RegistrationCheck(Apps apps, RegisteredApps registered, People people, KeyAddresses keys) {
        this.apps = apps;
        this.registered = registered;
        this.people = people;
        this.keys = keys;
    }

    /**
     * Of one that is to be new.
     *
     * @throws UnprocessableEntityException with all that is wrong
     */
    void fresh(Registration asked, App app) {
        Mistakes mistakes = new Mistakes();
        if (!ID.matcher(asked.id()).matches()) {
            mistakes.add("id", "an id has 3 to 64 small letters, figures and dashes, and begins with a letter");
        } else if (isTaken(asked.id())) {
            mistakes.add("id", "this id is or was somebody's; choose another one");
        }
        check(asked, app, mistakes);
    }

    /** A retired client's id is in the audit trail, and tokens of a system are told by its id from those of a person. */
    private boolean isTaken(String id) {
        return apps.find(id).isPresent()
                || people.find(id).isPresent()
                || registered.all().stream().anyMatch(client -> client.id().equals(id));
    }

    /**
     * Of one that is there.
     *
     * @throws UnprocessableEntityException with all that is wrong
     */
    void changed(Registration asked, App app) {
        check(asked, app, new Mistakes());
    }

    private void check(Registration asked, App app, Mistakes mistakes) {
        if (app.name().isEmpty() || app.name().length() > LONGEST_NAME) {
            mistakes.add("name", "people know it by its name, of at most " + LONGEST_NAME + " characters");
        }
        authentication(asked, app, mistakes);
        grants(app, mistakes);
        scopes(app.scopes(), mistakes);
        new ClientCheck(mistakes::add).check(app);
        Optional.ofNullable(app.jwksUrl())
                .flatMap(RegistrationCheck::uri)
                .flatMap(keys::problem)
                .ifPresent(text -> mistakes.add("jwks-url", text));
        mistakes.refuse();
    }

    private static void authentication(Registration asked, App app, Mistakes mistakes) {
        boolean bringsKeys = app.jwks() != null || app.jwksUrl() != null;
        switch (asked.authentication()) {
            case Registration.KEYS -> {
                if (!bringsKeys) {
                    mistakes.add("jwks-url", "where does it publish its keys? Or give them as jwks");
                }
            }
            case Registration.PUBLIC, Registration.SECRET -> {
                if (bringsKeys) {
                    mistakes.add(ClientCheck.AUTHENTICATION, "a client with keys proves itself by private_key_jwt");
                }
            }
            default -> mistakes.add(ClientCheck.AUTHENTICATION, "it is none, client_secret_basic or private_key_jwt");
        }
    }

    /** People's apps and systems are told apart, so that no system's scopes stand beside a person's. */
    private static void grants(App app, Mistakes mistakes) {
        if (app.grants().size() > 1) {
            mistakes.add(
                    "grants[1]",
                    "one client is either people's, authorization_code, or a system's, client_credentials");
        }
        if (app.grants().contains("token-exchange")) {
            mistakes.add(
                    "grants[0]",
                    "EHRs that are trusted, and the apps that they open, are registered in config/apps.yaml");
        }
    }

    private static void scopes(List<String> scopes, Mistakes mistakes) {
        if (scopes.isEmpty()) {
            mistakes.add("scopes", "without a scope it may ask for nothing");
        }
        for (int i = 0; i < scopes.size(); i++) {
            String place = "scopes[" + i + "]";
            SmartScope.parse(scopes.get(i))
                    .filter(scope -> scope.context() == SmartScope.Context.SYSTEM)
                    .filter(scope -> scope.type().equals(SmartScope.ANY))
                    .ifPresent(all -> mistakes.add(place, "a system names each type that it needs"));
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            // ClientCheck tells it.
            return Optional.empty();
        }
    }
}
