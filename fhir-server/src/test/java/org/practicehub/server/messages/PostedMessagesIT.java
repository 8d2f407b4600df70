package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.TestFeed;
import org.practicehub.server.testing.Tokens;

/** HL7 v2 by HTTP: who may send, and what is answered. */
class PostedMessagesIT extends MessagesOverASocket {
    private static final String HL7 = "application/hl7-v2";
    private static final String SCOPE = "system/hl7v2";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestFeed feed;

    @BeforeEach
    void open() {
        feed = TestFeed.open(hub, "posted", "/hl7v2/posted", "clients: [demo-system]");
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aMessageIsAnsweredWithItsAcknowledgementAndApplied() throws Exception {
        String message = Hl7.adt("A28", "940001", "Posted", "Pia");

        HttpResponse<String> answer = post("posted", HL7, token(), message);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(HL7);
        assertThat(answer.body()).startsWith("MSH|").contains("MSA|AA|" + controlId(message));
        settled(message);
        assertThat(patient("940001").getNameFirstRep().getFamily()).isEqualTo("Posted");
    }

    /** HL7 over HTTP: the status is the transport's; what became of the message stands in the acknowledgement. */
    @Test
    void aRefusedMessageIsAnsweredToo() throws Exception {
        HttpResponse<String> answer =
                post("posted", "x-application/hl7-v2+er7", token(), Hl7.header("ZZZ^Z99", Hl7.controlId()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("x-application/hl7-v2+er7");
        assertThat(answer.body()).contains("MSA|AR|");
    }

    @Test
    void aBatchIsAnsweredWithABatchAndNothingWhereNothingIsWanted() throws Exception {
        String one = Hl7.adt("A28", "940002", "Posted", "One");
        String two = Hl7.adt("A28", "940003", "Posted", "Two");
        String never = Hl7.adt("A28", "940004", "Posted", "Never").replace("|2.5.1|||||", "|2.5.1|||NE|NE|");

        assertThat(post("posted", HL7, token(), one + two).body())
                .startsWith("BHS|")
                .contains("BTS|2");
        HttpResponse<String> nothing = post("posted", HL7, token(), never);

        assertThat(nothing.statusCode()).isEqualTo(204);
        settled(never);
    }

    /** Denied first: without a token, with one of another scope, of a person, or where the feed does not name the client. */
    @Test
    void nobodyElseMaySend() throws Exception {
        String message = Hl7.adt("A28", "940005", "Nobody", "Ned");
        String person = Tokens.person(hub, "console", "admin", "openid fhirUser user/*.cruds")
                .get("access_token")
                .asText();

        assertThat(post("posted", HL7, "", message).statusCode()).isEqualTo(401);
        assertThat(post("posted", HL7, "nonsense", message).statusCode()).isEqualTo(401);
        assertThat(post("posted", HL7, Tokens.system(hub, "system/*.cruds"), message)
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("posted", HL7, person, message).statusCode()).isEqualTo(403);
        assertThat(post("no-such-feed", HL7, token(), message).statusCode()).isEqualTo(403);
        // The demo's own feed listens by MLLP alone.
        assertThat(post("demo-ehr", HL7, token(), message).statusCode()).isEqualTo(403);
        assertThat(search("MessageHeader?identifier=" + controlId(message)).getEntry())
                .isEmpty();
    }

    @Test
    void aClientThatTheFeedDoesNotNameIsRefused() throws Exception {
        feed.close();
        feed = TestFeed.open(hub, "posted", "/hl7v2/posted", "clients: [demo-backend]");

        assertThat(post("posted", HL7, token(), Hl7.adt("A28", "940006", "Other", "Oz"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatIsNoHl7IsRefused() throws Exception {
        assertThat(post("posted", "application/json", token(), "{}").statusCode())
                .isEqualTo(415);
        HttpResponse<String> letter = post("posted", HL7, token(), "Dear Sir or Madam");
        assertThat(letter.statusCode()).isEqualTo(400);
        assertThat(letter.body()).isEqualTo("The frame has no MSH segment.");
    }

    /** Told by its length alone: nothing of it is read. */
    @Test
    void aBodyTooLargeIsRefusedUnread() throws Exception {
        try (Socket socket = new Socket("localhost", hub.http())) {
            socket.getOutputStream()
                    .write(("POST /hl7v2/posted HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + HL7
                                    + "\r\nAuthorization: Bearer " + token() + "\r\nContent-Length: " + (17 << 20)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .contains(" 413 ");
        }
    }

    /** G2: the content type must not say another character set than MSH-18. */
    @Test
    void characterSetsThatContradictAreRefused() throws Exception {
        String umlaut = Hl7.adt("A28", "940007", "Müller", "Jörg");
        String plain = Hl7.adt("A28", "940008", "Miller", "Joe");

        assertThat(post("posted", HL7 + ";charset=iso-8859-1", token(), umlaut).body())
                .contains("MSA|AE|", "MSH^1^18");
        assertThat(post("posted", HL7 + ";charset=utf-8", token(), umlaut).body())
                .contains("MSA|AA|");
        assertThat(post("posted", HL7 + ";charset=iso-8859-1", token(), plain).body())
                .contains("MSA|AA|");
    }

    @Test
    void itIsAudited() throws Exception {
        long before = audited();

        post("posted", HL7, token(), Hl7.adt("A28", "940009", "Told", "Tia"));
        post("posted", HL7, "nonsense", Hl7.adt("A28", "940010", "Told", "Tom"));

        assertThat(audited()).isEqualTo(before + 2);
    }

    private long audited() {
        return search("AuditEvent?_count=500&_sort=-date").getEntry().stream()
                .map(entry -> (AuditEvent) entry.getResource())
                .filter(event -> event.getSubtypeFirstRep().getCode().equals("post"))
                .count();
    }

    private String token() {
        return Tokens.system(hub, SCOPE);
    }

    private HttpResponse<String> post(String feed, String type, String token, String message)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.base() + "/hl7v2/" + feed))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
