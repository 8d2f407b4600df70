package org.practicehub.server.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.IdentitySettings.App;

/**
 * What in one client's registration cannot work, or would open a door: told with the key of config/apps.yaml that it stands at,
 * wherever the client is registered.
 *
 * @param mistake takes the key, such as {@code redirects[1]}, and the sentence
 */
public record ClientCheck(BiConsumer<String, String> mistake) {
    /** How a client proves itself, by whichever of its keys. */
    public static final String AUTHENTICATION = "authentication";

    /** Of a system that posts HL7 v2 messages to the feeds whose files name it. */
    public static final String SEND_HL7_V2 = "system/hl7v2";

    /** Of a system that watches the hub, and reads what the hub measures. */
    public static final String READ_METRICS = "system/metrics";

    private static final Set<String> GRANTS = Set.of("authorization_code", "client_credentials", "token-exchange");
    private static final Set<String> PLAIN_SCOPES = Set.of(
            "openid",
            "fhirUser",
            "online_access",
            "offline_access",
            "launch",
            "launch/patient",
            "launch/encounter",
            SEND_HL7_V2,
            READ_METRICS);

    /** Tells all of them. */
    public void check(App app) {
        NameCheck names = new NameCheck(mistake);
        names.names("grants", app.grants(), GRANTS, "grant");
        names.scopes("scopes", app.scopes(), PLAIN_SCOPES);
        boolean system = app.grants().contains("client_credentials");
        if (system && app.isPublic()) {
            mistake.accept(AUTHENTICATION, "a client of client_credentials needs a secret, jwks or jwks-url");
        }
        if (app.secret() != null && app.signs() || (app.jwks() != null && app.jwksUrl() != null)) {
            mistake.accept(AUTHENTICATION, "a client has one of secret, jwks and jwks-url");
        }
        if (app.grants().contains("authorization_code") && app.redirects().isEmpty()) {
            mistake.accept("redirects", "a client of authorization_code needs redirects");
        }
        for (int i = 0; system && i < app.scopes().size(); i++) {
            if (!app.scopes().get(i).startsWith("system/")) {
                mistake.accept("scopes[" + i + "]", "a client of client_credentials has system/ scopes only");
            }
        }
        addresses("redirects", app.redirects());
        addresses("origins", app.origins());
        address(app.launch()).ifPresent(text -> mistake.accept("launch", text));
        address(app.jwksUrl()).ifPresent(text -> mistake.accept("jwks-url", text));
        keys(app.jwks());
    }

    private void addresses(String key, List<String> given) {
        for (int i = 0; i < given.size(); i++) {
            String place = key + "[" + i + "]";
            address(given.get(i)).ifPresent(text -> mistake.accept(place, text));
        }
    }

    /** What is wrong with it; nothing, for a path of ours, an https address, or one of this machine. */
    static Optional<String> address(@Nullable String text) {
        return text == null || isAddress(text)
                ? Optional.empty()
                : Optional.of(
                        "an address here is https://… without a fragment, http://localhost…, or a path of the hub");
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            boolean here = "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
            boolean safe = "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && here);
            boolean ours = text.startsWith("/") && !text.startsWith("//");
            return (ours || (safe && address.getHost() != null))
                    && address.getFragment() == null
                    && address.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void keys(@Nullable String jwks) {
        if (jwks == null) {
            return;
        }
        try {
            if (JWKSet.parse(jwks).getKeys().stream().anyMatch(JWK::isPrivate)) {
                mistake.accept("jwks", "these are private keys; the hub takes the public ones only");
            }
        } catch (ParseException e) {
            mistake.accept("jwks", "this is no JSON Web Key Set");
        }
    }
}
