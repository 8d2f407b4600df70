package org.practicehub.server.messaging;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.feed.Yaml;
import org.practicehub.server.messaging.GatewaySettings.Signature;

/** One gateway of {@code reminders.yaml}. */
final class GatewayFile {
    private static final int SUBMISSION = 587;
    private static final int LAST_PORT = 65_535;

    /** Twilio's names of the fields of a callback. */
    private static final Map<String, String> USUAL = Map.of(
            "id", "MessageSid",
            "status", "MessageStatus",
            "from", "From",
            "text", "Body");

    private GatewayFile() {}

    static Optional<GatewaySettings> read(Medium medium, Yaml yaml) {
        String fitting = medium == Medium.SMS ? "http" : "smtp";
        String kind =
                Optional.ofNullable(yaml.entries().get("kind")).map(Yaml::text).orElse("");
        if (kind.equals("sandbox")) {
            yaml.entries(List.of("kind"));
            return Optional.of(new GatewaySettings.Sandbox());
        }
        if (!kind.equals(fitting)) {
            yaml.error(
                    "the kind of gateway is sandbox or " + fitting + Nearest.hint(kind, List.of("sandbox", fitting)));
            return Optional.empty();
        }
        return medium == Medium.SMS ? http(yaml) : smtp(yaml);
    }

    private static Optional<GatewaySettings> smtp(Yaml yaml) {
        Map<String, Yaml> entries = yaml.entries(List.of("kind", "host", "port", "tls", "user", "password", "from"));
        return Optional.of(new GatewaySettings.Smtp(
                required(yaml, entries, "host"),
                Optional.ofNullable(entries.get("port"))
                        .map(port -> port.number(1, LAST_PORT))
                        .orElse(SUBMISSION),
                Optional.ofNullable(entries.get("tls")).map(Yaml::flag).orElse(true),
                Optional.ofNullable(entries.get("user")).map(Yaml::text).orElse(""),
                Optional.ofNullable(entries.get("password")).map(Yaml::secret).orElse(""),
                required(yaml, entries, "from")));
    }

    private static Optional<GatewaySettings> http(Yaml yaml) {
        Map<String, Yaml> entries =
                yaml.entries(List.of("kind", "url", "user", "password", "form", "id", "signature", "secret", "fields"));
        Map<String, String> form = new HashMap<>();
        Optional.ofNullable(entries.get("form"))
                .ifPresent(all -> all.entries().forEach((name, value) -> form.put(name, value.text())));
        if (form.values().stream().noneMatch(value -> value.contains("{to}"))
                || form.values().stream().noneMatch(value -> value.contains("{text}"))) {
            yaml.error("the form needs a field with {to} and one with {text}");
        }
        Map<String, String> fields = new HashMap<>(USUAL);
        Optional.ofNullable(entries.get("fields"))
                .ifPresent(all -> all.entries(USUAL.keySet()).forEach((name, value) -> fields.put(name, value.text())));
        Optional<Yaml> secret = Optional.ofNullable(entries.get("secret"));
        if (secret.isEmpty()) {
            yaml.error("say with which secret callbacks are signed: secret: ${A_NAME}");
        }
        String url = required(yaml, entries, "url");
        return address(yaml, url)
                .map(uri -> new GatewaySettings.Http(
                        uri,
                        Optional.ofNullable(entries.get("user")).map(Yaml::text).orElse(""),
                        Optional.ofNullable(entries.get("password"))
                                .map(Yaml::secret)
                                .orElse(""),
                        form,
                        Optional.ofNullable(entries.get("id")).map(Yaml::text).orElse("sid"),
                        Optional.ofNullable(entries.get("signature"))
                                .map(one -> one.choice(Signature.class, Signature.HUB))
                                .orElse(Signature.HUB),
                        secret.map(Yaml::secret).orElse(""),
                        fields));
    }

    /** HTTPS, or this machine: numbers and texts do not travel in the clear. */
    private static Optional<URI> address(Yaml yaml, String url) {
        try {
            URI uri = URI.create(url);
            boolean here = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
            if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here)) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // Told below: the address may hold what was meant to be a secret.
        }
        yaml.error("the url is an address with https://");
        return Optional.empty();
    }

    private static String required(Yaml yaml, Map<String, Yaml> entries, String key) {
        Optional<String> text =
                Optional.ofNullable(entries.get(key)).map(Yaml::text).filter(one -> !one.isBlank());
        if (text.isEmpty()) {
            yaml.error("'" + key + "' is missing");
        }
        return text.orElse("");
    }
}
