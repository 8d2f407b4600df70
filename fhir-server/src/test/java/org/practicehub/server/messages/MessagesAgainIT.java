package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages that come more than once, or are applied again (G15 to G17). */
class MessagesAgainIT extends MessagesOverASocket {
    @Test
    void theSameMessageAgainIsCounted() {
        String message = Hl7.adt("A28", "900005", "Castellano", "Ines");
        String first = send(message);
        MessageHeader header = settled(message);
        String version = patient("900005").getMeta().getVersionId();

        String second = send(message);

        assertThat(msa(second)).isEqualTo(msa(first));
        assertThat(part(read(header), "duplicates")).contains("1");
        assertThat(patient("900005").getMeta().getVersionId()).isEqualTo(version);
    }

    @Test
    void aControlIdThatIsUsedAgainIsTold() {
        String message = Hl7.adt("A28", "900033", "Okoro", "Ada");
        send(message);
        MessageHeader first = settled(message);
        String other = message.replace("Okoro", "Okoro-Lind");

        assertThat(send(other)).contains("MSA|AA|");

        await().atMost(SOON).until(() -> "Okoro-Lind"
                .equals(patient("900033").getNameFirstRep().getFamily()));
        MessageHeader second = header(other);
        Extension reuses =
                second.getExtensionByUrl("urn:x-hub:extension:message").getExtensionByUrl("reuses");
        assertThat(((Reference) reuses.getValue()).getReference())
                .isEqualTo("MessageHeader/" + first.getIdElement().getIdPart());
        assertThat(part(read(first), "duplicates")).contains("0");
    }

    @Test
    void whatWasNoticedOnArrivalStaysTold() {
        String message = Hl7.adt("A28", "900034", "Núñez", "Ana").replace("UNICODE UTF-8", "ASCII");

        send(message);

        assertThat(settled(message)
                        .getExtensionByUrl("urn:x-hub:extension:message")
                        .getExtensionsByUrl("problem"))
                .anySatisfy(problem -> assertThat(
                                problem.getExtensionByUrl("place").getValue().primitiveValue())
                        .isEqualTo("MSH-18"));
    }

    @Test
    void aReplayChangesNothing() {
        String message = Hl7.adt("A28", "900006", "Dufresne", "Marc");
        send(message);
        MessageHeader header = settled(message);
        String version = patient("900006").getMeta().getVersionId();

        operate(header, "$replay");

        await().atMost(SOON).until(() -> part(read(header), "state").equals(Optional.of("unchanged")));
        assertThat(patient("900006").getMeta().getVersionId()).isEqualTo(version);
    }

    @Test
    void aReplayHasItsPlaceInTheOrder() {
        String message = Hl7.adt("A28", "900031", "Moreau", "Eva");
        settledAfter(message);
        MessageHeader header = header(message);
        String later = Hl7.adt("A31", "900031", "Moreau", "Evamaria");
        JdbcClient sql = hub.bean(JdbcClient.class);

        new TransactionTemplate(hub.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                    .param("Patient|" + MRN + "|900031")
                    .query((row, number) -> true)
                    .single();
            operate(header, "$replay");
            send(later);
            assertThat(part(read(header), "state")).contains("received");
            assertThat(sql.sql(
                                    """
                            select count(*) from hub_message_key mine join hub_message on id = message
                            where control_id = ?""")
                            .param(controlId(message))
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        });

        settled(later);
        assertThat(part(read(header), "state")).contains("unchanged");
    }

    @Test
    void whatWasRefusedMayComeAgain() {
        String message = Hl7.adt("A28", "900032", "Nilsson", "Bo");
        settledAfter(message);
        JdbcClient sql = hub.bean(JdbcClient.class);
        sql.sql("update hub_message set state = 'refused' where control_id = ?")
                .param(controlId(message))
                .update();

        assertThat(send(message)).contains("MSA|AA|");

        assertThat(sql.sql("select count(*) from hub_message where control_id = ?")
                        .param(controlId(message))
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }
}
