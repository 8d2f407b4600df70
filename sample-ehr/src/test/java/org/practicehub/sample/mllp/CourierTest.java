package org.practicehub.sample.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.practicehub.sample.Hl7;
import org.practicehub.sample.Receiver;
import org.practicehub.sample.Receiver.Reaction;

@Timeout(10)
class CourierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> log = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void sendsTheSameBytesAgainUntilTheyAreAnswered() throws InterruptedException {
        try (Receiver receiver = receiver(Map.of(2, Reaction.HANG_UP, 3, Reaction.HANG_UP));
                Courier courier = courier(receiver.port(), PATIENCE)) {
            courier.deliver("1", message("1"));
            courier.deliver("2", message("2"));
            courier.deliver("3", message("3"));

            assertThat(receiver.received())
                    .extracting(Hl7::text)
                    .containsExactly(message("1"), message("2"), message("2"), message("2"), message("3"));
        }
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).startsWith("lost the connection to 127.0.0.1:");
        assertThat(log.get(1)).endsWith(" is back");
    }

    @Test
    void hangsUpOnAReceiverThatSaysNothing() throws InterruptedException {
        try (Receiver receiver = receiver(Map.of(1, Reaction.SAY_NOTHING));
                Courier courier = courier(receiver.port(), Duration.ofMillis(200))) {
            assertThat(courier.deliver("1", message("1")).isPositive()).isTrue();

            assertThat(receiver.received())
                    .extracting(Hl7::text)
                    .containsOnly(message("1"))
                    .hasSizeGreaterThan(1);
        }
        assertThat(log.get(0)).contains("no answer in time");
    }

    @Test
    void takesOnlyTheAnswerToItsOwnMessage() throws InterruptedException {
        try (Receiver receiver = receiver(Map.of(1, Reaction.ANSWER_ANOTHER_FIRST));
                Courier courier = courier(receiver.port(), PATIENCE)) {
            assertThat(courier.deliver("1", message("1")).controlId()).isEqualTo("1");
            assertThat(courier.deliver("2", message("2")).controlId()).isEqualTo("2");
        }
        assertThat(log).isEmpty();
    }

    @Test
    void tellsWhatTheReceiverComplainsOf() throws InterruptedException {
        try (Receiver receiver = receiver(Map.of(1, Reaction.REFUSE));
                Courier courier = courier(receiver.port(), PATIENCE)) {
            Acknowledgement answer = courier.deliver("1", message("1"));

            assertThat(answer.isPositive()).isFalse();
            assertThat(answer.code()).isEqualTo("AE");
            assertThat(answer.complaint()).isEqualTo("PID^1^3 204^Unknown key identifier^HL70357");
        }
    }

    @Test
    void waitsLongerAndLongerForAReceiverThatIsNotThere() throws IOException, InterruptedException {
        // Bound and not listening: nobody answers, and nobody else can take the port meanwhile.
        Socket held = new Socket();
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = held.getLocalPort();
        List<Receiver> back = new ArrayList<>();
        try (Courier courier = new Courier(
                "127.0.0.1",
                port,
                PATIENCE,
                time -> {
                    pauses.add(time);
                    if (pauses.size() == 7) {
                        release(held);
                        back.add(new Receiver(port, n -> Reaction.ACCEPT));
                    }
                },
                log::add)) {
            courier.deliver("1", message("1"));
        }
        back.forEach(Receiver::close);

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 15_000L, 15_000L);
        assertThat(log).hasSize(2);
        assertThat(log.get(1)).isEqualTo("127.0.0.1:" + port + " answers now");
        assertThat(log.get(0)).startsWith("nobody answers yet at 127.0.0.1:");
    }

    private static void release(Socket held) {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void endsADeliveryThatWaitsWhenItIsClosed() throws Exception {
        try (Receiver receiver = receiver(Map.of(1, Reaction.SAY_NOTHING));
                Courier courier = courier(receiver.port(), Duration.ofMinutes(5))) {
            CompletableFuture<Acknowledgement> delivery = CompletableFuture.supplyAsync(() -> {
                try {
                    return courier.deliver("1", message("1"));
                } catch (InterruptedException e) {
                    throw new IllegalStateException("ended", e);
                }
            });
            receiver.awaitMessages(1);

            courier.close();

            assertThatThrownBy(() -> delivery.get(1, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(java.io.IOException.class);
        }
        assertThat(log).isEmpty();
    }

    @Test
    void understandsOtherDelimitersAndRefusesWhatIsNoAnswer() {
        assertThat(Acknowledgement.parse("MSH$%~\\&$A$B\rMSA$AR$77$not for us\r"))
                .hasValueSatisfying(answer -> {
                    assertThat(answer.code()).isEqualTo("AR");
                    assertThat(answer.controlId()).isEqualTo("77");
                    assertThat(answer.complaint()).isEqualTo("not for us");
                });
        assertThat(Acknowledgement.parse("")).isEmpty();
        assertThat(Acknowledgement.parse("hello")).isEmpty();
        assertThat(Acknowledgement.parse("MSH|^~\\&|A|B\rPID|1\r")).isEmpty();
    }

    private Courier courier(int port, Duration patience) {
        return new Courier("127.0.0.1", port, patience, pauses::add, log::add);
    }

    private static Receiver receiver(Map<Integer, Reaction> reactions) {
        return new Receiver(n -> reactions.getOrDefault(n, Reaction.ACCEPT));
    }

    private static String message(String id) {
        return "MSH|^~\\&|LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|LAKESIDE|20261123100507-0600||ADT^A31^ADT_A05|" + id
                + "|P|2.5.1\rPID|1||100234^^^LFP-MRN^MR||Åkesson^Björn\r";
    }
}
