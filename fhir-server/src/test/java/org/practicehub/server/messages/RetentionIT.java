package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.practicehub.routes.inbound.DispatcherSettings;
import org.practicehub.routes.journal.Expiry;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.testing.Hl7;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is too old goes, and what is still needed stays. The messages here are made old by hand. */
class RetentionIT extends MessagesOverASocket {
    private static final Instant OLD = Instant.parse("2002-01-01T00:00:00Z");

    private final JdbcClient sql = hub.bean(JdbcClient.class);

    @Test
    void whatIsSettledGoesAndWhatItChangedStays() {
        String settled = Hl7.adt("A28", "934001", "Bygone", "Bob");
        settledAfter(settled);
        age(settled);
        int events = events();

        delete();

        assertThat(header(settled)).isNull();
        assertThat(patient("934001").getNameFirstRep().getFamily()).isEqualTo("Bygone");
        assertThat(events()).isEqualTo(events + 1);
        delete();
        assertThat(events()).isEqualTo(events + 1);
    }

    @Test
    void whatWaitsForAPersonStays() {
        settledAfter(Hl7.adt("A28", "934011", "Double", "Dot"));
        settledAfter(Hl7.adt("A28", "934012", "Double", "Dora"));
        String held = Hl7.header("ADT^A31", Hl7.controlId())
                + "PID|1||934011^^^LFP-MRN^MR~934012^^^LFP-MRN^MR||Double^D||19800101|F\n";
        send(held);
        await().atMost(SOON)
                .until(() -> part(header(held), "state").filter("held"::equals).isPresent());
        String behind = Hl7.adt("A31", "934011", "Double", "Dorothy");
        send(behind);
        age(held);
        age(behind);

        delete();

        assertThat(part(header(held), "state")).contains("held");
        assertThat(part(header(behind), "state")).contains("received");
        operate(header(held), "$skip");
        await().atMost(SOON).until(() -> part(header(behind), "state")
                .filter(state -> !state.equals("received"))
                .isPresent());
    }

    /** What leaves next is made from what the system was told last. */
    @Test
    void theNewestThatToldASystemOfAResourceStays() {
        long first = told("934021", "1");
        long second = told("934021", "2");

        delete();

        assertThat(exists(first)).isFalse();
        assertThat(exists(second)).isTrue();
    }

    /** A message that stays and names one that goes names nothing any more. */
    @Test
    void whatNamesADeletedMessageStays() {
        String one = Hl7.adt("A28", "934031", "Reuse", "Rex");
        settledAfter(one);
        String other = one.replace("Reuse", "Reused");
        send(other);
        await().atMost(SOON)
                .until(() -> "Reused".equals(patient("934031").getNameFirstRep().getFamily()));
        sql.sql(
                        """
                        update hub_message set received_at = '2001-01-01', settled_at = '2001-01-01'
                        where control_id = ? and reuses is null""")
                .param(controlId(one))
                .update();

        delete();

        assertThat(sql.sql("select reuses is null from hub_message where control_id = ?")
                        .param(controlId(one))
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    @Test
    void aTimeInWhichMessagesMustBeKnownIsRefused() {
        assertThatThrownBy(() -> oldMessages(Duration.ofDays(29)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("hub.retention.messages");
        assertThatThrownBy(() -> oldMessages(Duration.ofDays(-1))).isInstanceOf(CannotStart.class);
        assertThat(oldMessages(Duration.ofDays(30))).isNotNull();
        assertThat(oldMessages(Duration.ZERO)).isNotNull();
    }

    private OldMessages oldMessages(Duration kept) {
        return new OldMessages(
                hub.bean(Expiry.class),
                new RetentionSettings(kept),
                hub.bean(DispatcherSettings.class),
                hub.bean(AuditTrail.class),
                hub.bean(PlatformTransactionManager.class),
                Clock.systemUTC());
    }

    private void delete() {
        oldMessages(Duration.ofDays(365)).delete(OLD.plus(Duration.ofDays(365)));
    }

    private void age(String message) {
        sql.sql(
                        """
                        update hub_message set received_at = '2001-01-01',
                          settled_at = case when settled_at is not null then timestamptz '2001-01-01' end
                        where control_id = ?""")
                .param(controlId(message))
                .update();
    }

    private long told(String id, String version) {
        return sql.sql(
                        """
                        with stored as (
                          insert into hub_message (feed, direction, received_at, settled_at, digest, payload, size, state)
                          values ('demo-ehr', 'out', '2001-01-01', '2001-01-01', ''::bytea, ''::bytea, 0, 'delivered')
                          returning id)
                        insert into hub_message_change (message, type, id, version, created)
                        select id, 'Patient', ?, ?, false from stored returning message""")
                .params(id, version)
                .query(Long.class)
                .single();
    }

    private boolean exists(long message) {
        return sql.sql("select exists (select from hub_message where id = ?)")
                .param(message)
                .query(Boolean.class)
                .single();
    }

    private int events() {
        return search("AuditEvent?subtype=delete-old-messages&_count=100")
                .getEntry()
                .size();
    }
}
