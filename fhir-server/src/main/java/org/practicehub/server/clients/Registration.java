package org.practicehub.server.clients;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.identity.IdentitySettings.App;

/**
 * What an administrator says of a client: parameters that are called as the keys of config/apps.yaml, and {@code authentication},
 * how it proves itself, by the names of RFC 7591 ({@code token_endpoint_auth_method}).
 */
record Registration(String id, String authentication, Parameters said) {
    static final String PUBLIC = "none";
    static final String SECRET = "client_secret_basic";
    static final String KEYS = "private_key_jwt";

    private static final Set<String> FLAGS = Set.of("submissions-only", "consent");
    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "id",
            "name",
            "description",
            "launch",
            "redirects",
            "origins",
            ClientCheck.AUTHENTICATION,
            "jwks",
            "jwks-url",
            "grants",
            "scopes",
            "submissions-only",
            "consent"));

    /**
     * Reads what was sent.
     *
     * @throws UnprocessableEntityException for a parameter that there is not: a slip in it would be passed over in silence
     */
    static Registration read(Parameters said) {
        Mistakes mistakes = new Mistakes();
        said.getParameter().stream()
                .map(ParametersParameterComponent::getName)
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> mistakes.add(
                        name, "there is no parameter '" + name + "'" + Nearest.hint(String.valueOf(name), NAMES)));
        FLAGS.stream()
                .filter(name -> texts(said, name).stream().anyMatch(text -> !text.matches("true|false")))
                .forEach(name -> mistakes.add(name, "this is true or false"));
        mistakes.refuse();
        return new Registration(
                text(said, "id").orElse(""),
                text(said, ClientCheck.AUTHENTICATION).orElse(PUBLIC),
                said);
    }

    boolean hasSecret() {
        return authentication.equals(SECRET);
    }

    /** @param secret the client's, or the hash of it; null for one without */
    App app(@Nullable String secret) {
        List<String> grants = texts("grants");
        return new App(
                text(said, "name").orElse(""),
                text(said, "description").orElse(""),
                // Served by the hub are its own apps alone: they may do what others may not.
                null,
                text(said, "launch").orElse(null),
                texts("redirects"),
                texts("origins"),
                secret,
                text(said, "jwks").orElse(null),
                text(said, "jwks-url").orElse(null),
                grants.isEmpty() ? List.of("authorization_code") : grants,
                texts("scopes"),
                flag("submissions-only").orElse(false),
                flag("consent").orElse(true));
    }

    private List<String> texts(String name) {
        return texts(said, name);
    }

    private Optional<Boolean> flag(String name) {
        return text(said, name).map("true"::equals);
    }

    private static Optional<String> text(Parameters said, String name) {
        return texts(said, name).stream().filter(text -> !text.isEmpty()).findFirst();
    }

    private static List<String> texts(Parameters said, String name) {
        return said.getParameter().stream()
                .filter(parameter -> name.equals(parameter.getName()))
                .map(parameter -> parameter.hasValue() && parameter.getValue().isPrimitive()
                        ? Optional.ofNullable(parameter.getValue().primitiveValue())
                                .orElse("")
                                .strip()
                        : "")
                .toList();
    }
}
