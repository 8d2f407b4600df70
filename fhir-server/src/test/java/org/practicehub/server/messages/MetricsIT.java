package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.practicehub.routes.measures.FeedGauges;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Tokens;

/** What a monitoring system reads, and who may. */
class MetricsIT extends MessagesOverASocket {
    private static final String SCOPE = "system/metrics";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void countsWhatHappensToMessages() throws Exception {
        double received = value("hub_messages_received_total{feed=\"demo-ehr\"}");
        double duplicates = value("hub_messages_duplicates_total{feed=\"demo-ehr\"}");
        double applied = value("hub_messages_settled_total{feed=\"demo-ehr\",state=\"applied\"}");
        double refused = value("hub_messages_settled_total{feed=\"demo-ehr\",state=\"refused\"}");
        double answers = value("hub_messages_answer_seconds_count{feed=\"demo-ehr\"}");
        double worked = value("hub_messages_apply_seconds_count{feed=\"demo-ehr\"}");
        String message = Hl7.adt("A28", "932001", "Measured", "Mila");

        send(message);
        settled(message);
        send(message);
        send(Hl7.header("ZZZ^Z99", Hl7.controlId()));

        await().atMost(SOON)
                .until(() -> value("hub_messages_settled_total{feed=\"demo-ehr\",state=\"applied\"}") == applied + 1);
        assertThat(value("hub_messages_received_total{feed=\"demo-ehr\"}")).isEqualTo(received + 2);
        assertThat(value("hub_messages_duplicates_total{feed=\"demo-ehr\"}")).isEqualTo(duplicates + 1);
        assertThat(value("hub_messages_settled_total{feed=\"demo-ehr\",state=\"refused\"}"))
                .isEqualTo(refused + 1);
        assertThat(value("hub_messages_answer_seconds_count{feed=\"demo-ehr\"}"))
                .isEqualTo(answers + 3);
        assertThat(value("hub_messages_apply_seconds_count{feed=\"demo-ehr\"}")).isEqualTo(worked + 1);
        hub.bean(FeedGauges.class).measure();
        assertThat(value("hub_feed_lag_seconds{feed=\"demo-ehr\"}")).isNotNegative();
        assertThat(value("hub_feed_listening{feed=\"demo-ehr\"}")).isEqualTo(1);
        assertThat(read(SCOPE).body()).doesNotContain("Measured", "932001", "Mila");
    }

    /** Denied first: without a token, with the record's own scope, and to a person whatever they are. */
    @Test
    void nobodyElseMayRead() throws Exception {
        String person = Tokens.person(hub, "console", "admin", "openid fhirUser user/*.cruds")
                .get("access_token")
                .asText();

        assertThat(get("").statusCode()).isEqualTo(401);
        assertThat(get("nonsense").statusCode()).isEqualTo(401);
        assertThat(get(person).statusCode()).isEqualTo(403);
        assertThat(read("system/*.cruds").statusCode()).isEqualTo(403);
        assertThat(read("system/hl7v2").statusCode()).isEqualTo(403);
        assertThat(read(SCOPE).statusCode()).isEqualTo(200);
        for (String other : List.of("/actuator/env", "/actuator/metrics", "/actuator/loggers")) {
            assertThat(get(Tokens.system(hub, SCOPE), other).statusCode()).isNotEqualTo(200);
        }
    }

    /** The sample's value; 0 while there is none, as a counter begins with its first event. */
    private double value(String sample) throws Exception {
        return read(SCOPE)
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private HttpResponse<String> read(String scope) throws Exception {
        return get(Tokens.system(hub, scope));
    }

    private HttpResponse<String> get(String token) throws Exception {
        return get(token, "/actuator/prometheus");
    }

    private HttpResponse<String> get(String token, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.base() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
