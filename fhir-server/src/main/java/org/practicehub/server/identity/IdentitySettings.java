package org.practicehub.server.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Roles, SMART clients, people and how long what they are given lasts. Read from config/roles.yaml, config/apps.yaml,
 * config/people.yaml and, in the demo alone, config/demo/identity.yaml.
 *
 * @param accessToken life of an access token of a person's app
 * @param systemToken life of an access token of a system; SMART asks for five minutes at the most
 * @param refreshToken life of a refresh token from its last use
 * @param invitation how long an invitation link works
 */
@ConfigurationProperties(prefix = "hub.identity", ignoreUnknownFields = false)
public record IdentitySettings(
        @DefaultValue("15m") Duration accessToken,
        @DefaultValue("5m") Duration systemToken,
        @DefaultValue("12h") Duration refreshToken,
        @DefaultValue("72h") Duration invitation,
        @DefaultValue Map<String, Role> roles,
        @DefaultValue Map<String, App> apps,
        @DefaultValue Map<String, Colleague> people) {

    /** Whether people of this role may use the client: a screen of the hub's by the role's list, any other by its scopes. */
    public boolean mayOpen(Role role, String client) {
        App app = apps.get(client);
        return app != null && (!app.hasScreen() || role.apps().contains(client));
    }

    /**
     * What people of one kind may do.
     *
     * @param title as people say it
     * @param apps ids of the apps they may open
     * @param scopes the most that any app may be granted on their behalf
     */
    public record Role(String title, @DefaultValue List<String> apps, @DefaultValue List<String> scopes) {}

    /**
     * Somebody who may sign in, by their user name.
     *
     * @param name as others see it
     * @param role one of the roles
     * @param fhirUser the person as a resource, e.g. {@code Practitioner/123}
     */
    public record Colleague(String name, String role, @Nullable String fhirUser) {}

    /**
     * A SMART client.
     *
     * @param name as people see it
     * @param description one sentence for the launcher
     * @param path where the app is served, below the base URL; absent for a client that the hub does not serve
     * @param redirects where it may be sent after sign-in: absolute, or paths below the base URL
     * @param secret of a confidential client; a public one has none
     * @param grants `authorization_code` (with refresh), `client_credentials`
     * @param scopes the most it may ask for
     */
    public record App(
            String name,
            @DefaultValue("") String description,
            @Nullable String path,
            @DefaultValue List<String> redirects,
            @Nullable String secret,
            @DefaultValue("authorization_code") List<String> grants,
            @DefaultValue List<String> scopes) {

        boolean isPublic() {
            return secret == null;
        }

        /** Whether people open it from the launcher. */
        public boolean hasScreen() {
            return path != null && !path.equals("/");
        }

        List<String> redirectsBelow(URI base) {
            return redirects.stream()
                    .map(redirect -> redirect.startsWith("/") ? base + redirect : redirect)
                    .toList();
        }
    }
}
