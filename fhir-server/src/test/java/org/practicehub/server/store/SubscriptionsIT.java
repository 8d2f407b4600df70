package org.practicehub.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;

/** Who subscribes hears of what messages and people change. */
class SubscriptionsIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TestHub hub = TestHub.shared();
    private final IGenericClient client = hub.client();

    @Test
    void aHookIsCalledWithWhatAMessageBooked() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer hook = listening(heard);
        try {
            String id = subscribe("Appointment?", SubscriptionChannelType.RESTHOOK, address(hook));

            try (MllpClient sender = hub.connect()) {
                assertThat(sender.send(Hl7.booking("S12", "HOOK-1", "936001", "Hooked", tomorrow())))
                        .contains("MSA|AA|");
            }

            await().atMost(LONGEST).until(() -> heard.stream().anyMatch(text -> text.contains("HOOK-1")));
            client.delete().resourceById("Subscription", id).execute();
        } finally {
            hook.stop(0);
        }
    }

    @Test
    void aWebsocketIsPingedWhenSomethingMatches() {
        String id = subscribe("Patient?family=Socketed", SubscriptionChannelType.WEBSOCKET, "");
        List<String> heard = new CopyOnWriteArrayList<>();
        WebSocket socket = connect(hub.systemToken(), heard);
        socket.sendText("bind " + id, true);
        await().atMost(LONGEST).until(() -> heard.contains("bound " + id));

        Patient patient = new Patient();
        patient.addName().setFamily("Socketed");
        client.create().resource(patient).execute();

        await().atMost(LONGEST).until(() -> heard.contains("ping " + id));
        socket.abort();
        client.delete().resourceById("Subscription", id).execute();
    }

    @Test
    void aSocketWithoutATokenIsRefused() {
        assertThatThrownBy(() -> connect("none", new CopyOnWriteArrayList<>()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void whatCannotBeDeliveredIsRefused() {
        assertThatThrownBy(() -> subscribe("Patient?", SubscriptionChannelType.EMAIL, "mailto:somebody@example.org"))
                .isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() ->
                        subscribe("Patient?no-such=thing", SubscriptionChannelType.RESTHOOK, "http://localhost:9"))
                .isInstanceOf(UnprocessableEntityException.class);
    }

    @Test
    void theFrontDeskMayNotSendTheRecordElsewhere() {
        String token = Tokens.person(hub, "staff", "frontdesk", "openid user/*.cruds")
                .get("access_token")
                .asText();

        assertThatThrownBy(() -> hub.client(token)
                        .create()
                        .resource(subscription("Patient?", SubscriptionChannelType.RESTHOOK, "http://localhost:9"))
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
    }

    private String subscribe(String criteria, SubscriptionChannelType channel, String endpoint) {
        String id = client.create()
                .resource(subscription(criteria, channel, endpoint))
                .execute()
                .getId()
                .getIdPart();
        await().atMost(LONGEST)
                .until(() -> client.read()
                                .resource(Subscription.class)
                                .withId(id)
                                .execute()
                                .getStatus()
                        == SubscriptionStatus.ACTIVE);
        return id;
    }

    private static Subscription subscription(String criteria, SubscriptionChannelType channel, String endpoint) {
        Subscription subscription = new Subscription();
        subscription.setStatus(SubscriptionStatus.REQUESTED).setReason("A test").setCriteria(criteria);
        subscription.getChannel().setType(channel);
        if (!endpoint.isEmpty()) {
            subscription.getChannel().setEndpoint(endpoint).setPayload("application/fhir+json");
        }
        return subscription;
    }

    private static HttpServer listening(List<String> heard) throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        hook.start();
        return hook;
    }

    private static String address(HttpServer hook) {
        return "http://localhost:" + hook.getAddress().getPort();
    }

    private WebSocket connect(String token, List<String> heard) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://localhost:" + hub.http() + "/websocket"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        return WebSocket.Listener.super.onText(socket, text, last);
                    }
                })
                .join();
    }

    private static Instant tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    }
}
