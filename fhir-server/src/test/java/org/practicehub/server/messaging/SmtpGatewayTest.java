package org.practicehub.server.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a mail server says, and what is made of it. */
class SmtpGatewayTest {
    private static final Outgoing MESSAGE = new Outgoing(
            "key-1",
            "pat@example.org",
            "Ihr Termin für Dienstag",
            "See https://x.example.org/visit/a\nHello",
            Optional.of(new Outgoing.Calendar("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")),
            "");

    @Test
    void whatTheServerTookIsAccepted() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            Gateway.Handed handed = gateway(server.getSmtp().getPort(), false).send(MESSAGE);

            assertThat(handed).isEqualTo(new Gateway.Handed.Accepted("<key-1@example.org>"));
            assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Ihr Termin für Dienstag");
        } finally {
            server.stop();
        }
    }

    /** Nothing is said in the clear to a server that cannot do otherwise. */
    @Test
    void aServerWithoutEncryptionGetsNothingWhereThatIsAskedFor() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            assertThat(gateway(server.getSmtp().getPort(), true).send(MESSAGE))
                    .isInstanceOf(Gateway.Handed.Unavailable.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        int port = server.getSmtp().getPort();
        server.stop();

        assertThat(gateway(port, false).send(MESSAGE)).isInstanceOf(Gateway.Handed.Unavailable.class);
    }

    private static SmtpGateway gateway(int port, boolean tls) {
        return new SmtpGateway(new GatewaySettings.Smtp("127.0.0.1", port, tls, "", "", "desk@example.org"));
    }
}
