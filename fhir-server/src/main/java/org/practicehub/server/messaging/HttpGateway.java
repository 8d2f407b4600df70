package org.practicehub.server.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Text messages by a form over HTTPS, as the practice's file describes it. Accepted is what was answered with 2xx. */
final class HttpGateway implements Gateway {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TOO_MANY = 429;

    private final GatewaySettings.Http settings;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(Redirect.NEVER)
            .build();

    HttpGateway(GatewaySettings.Http settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public Handed send(Outgoing message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", message.key())
                .POST(BodyPublishers.ofString(form(message)));
        if (!settings.user().isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((settings.user() + ":" + settings.password())
                                            .getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Handed.Unavailable("The gateway cannot be reached.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Handed.Unavailable("The hub was stopped.");
        }
    }

    private Handed answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Handed.Accepted(id(response.body()));
        }
        // Whose account is wrong or used up is no matter of this message: it is tried again when somebody has seen to
        // it.
        boolean ours =
                status == 401 || status == 402 || status == 403 || status == 404 || status == 408 || status == TOO_MANY;
        return status / 100 == 4 && !ours
                ? new Handed.Refused("The gateway does not take messages for this number.")
                : new Handed.Unavailable("The gateway answered with the status " + status + ".");
    }

    private String id(String body) {
        try {
            return json.readTree(body).path(settings.id()).asText("");
        } catch (JsonProcessingException e) {
            // Taken all the same; only nothing can be told of it later.
            return "";
        }
    }

    private String form(Outgoing message) {
        Map<String, String> values = Map.of(
                "to", message.to(),
                "text", message.text(),
                "callback", message.callback(),
                "key", message.key());
        return new TreeMap<>(settings.form())
                .entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(Gaps.fill(field.getValue(), values)))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
