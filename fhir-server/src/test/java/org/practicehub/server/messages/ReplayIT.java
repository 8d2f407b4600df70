package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.junit.jupiter.api.Test;
import org.practicehub.routes.replay.Replayer;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Many messages worked off again (G16 to G18). */
class ReplayIT extends MessagesOverASocket {

    /** G16: where nothing is new, no version changes; it goes on where it was after a stop. */
    @Test
    void aReplayOfAllChangesNothingAndOutlastsAStop() {
        Instant from = Instant.now();
        String born = Hl7.adt("A28", "933001", "Again", "Ada");
        String other = Hl7.adt("A28", "933002", "Again", "Ben");
        String renamed = Hl7.adt("A31", "933001", "Again", "Adele");
        List.of(born, other, renamed).forEach(this::settledAfter);
        String ada = patient("933001").getMeta().getVersionId();
        String ben = patient("933002").getMeta().getVersionId();
        assertThat(preview("all", from)).isEqualTo(3);
        assertThat(preview("held", from)).isZero();
        Replayer replayer = hub.bean(Replayer.class);
        replayer.stop();

        String id = start("all", from);
        assertThat(replay(id)).containsEntry("total", "3").containsEntry("unchanged", "0");
        assertThatThrownBy(() -> start("all", from))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("under way");
        replayer.start();

        ended(id);
        assertThat(replay(id))
                .containsEntry("unchanged", "3")
                .containsEntry("changed", "0")
                .containsEntry("waiting", "0")
                .containsEntry("cancelled", "false");
        assertThat(patient("933001").getMeta().getVersionId()).isEqualTo(ada);
        assertThat(patient("933002").getMeta().getVersionId()).isEqualTo(ben);
        assertThat(patient("933001").getNameFirstRep().getGivenAsSingleString()).isEqualTo("Adele");
    }

    /** One message stays held, so those behind it wait on; the replay ends all the same, and says so. */
    @Test
    void heldMessagesAreTriedAgainAndThoseBehindThemAreToldApart() {
        settledAfter(Hl7.adt("A28", "933011", "Twin", "Tom"));
        settledAfter(Hl7.adt("A28", "933012", "Twin", "Tim"));
        Instant from = Instant.now();
        String ambiguous = Hl7.header("ADT^A31", Hl7.controlId())
                + "PID|1||933011^^^LFP-MRN^MR~933012^^^LFP-MRN^MR||Twin^T||19800101|M\n";
        send(ambiguous);
        await().atMost(SOON)
                .until(() ->
                        part(header(ambiguous), "state").filter("held"::equals).isPresent());

        String id = start("held", from);

        ended(id);
        assertThat(replay(id)).containsEntry("total", "1").containsEntry("held", "1");
        assertThat(part(header(ambiguous), "attempts")).contains("2");
        operate(header(ambiguous), "$skip");
        assertThat(preview("all", from)).isZero();
    }

    /** What has been put back is worked off; the rest stays as it was. */
    @Test
    void aReplayCanBeCancelled() {
        Instant from = Instant.now();
        List<String> messages = IntStream.range(0, 50)
                .mapToObj(n -> Hl7.adt(n == 0 ? "A28" : "A31", "933021", "Many", "Mo" + n))
                .toList();
        try (MllpClient sender = hub.connect()) {
            messages.forEach(message -> assertThat(sender.send(message)).contains("MSA|AA|"));
        }
        settled(messages.get(49));
        String version = patient("933021").getMeta().getVersionId();
        JdbcClient sql = hub.bean(JdbcClient.class);

        // While somebody else is at the patient, none of them goes on.
        String id = new TransactionTemplate(hub.bean(PlatformTransactionManager.class)).execute(status -> {
            sql.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                    .param("Patient|" + MRN + "|933021")
                    .query((row, number) -> true)
                    .single();
            String started = start("all", from);
            await().atMost(SOON).until(() -> replay(started).get("waiting").equals("32"));
            cancel(started);
            return started;
        });

        ended(id);
        assertThat(replay(id))
                .containsEntry("cancelled", "true")
                .containsEntry("total", "50")
                .containsEntry("unchanged", "32")
                .containsEntry("waiting", "0");
        assertThat(patient("933021").getMeta().getVersionId()).isEqualTo(version);
        assertThatThrownBy(() -> cancel(id)).isInstanceOf(UnprocessableEntityException.class);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> call("$replay", parameters("no-such-feed", "all")))
                .hasMessageContaining("no feed of this name");
        assertThatThrownBy(() -> call("$replay", parameters("demo-ehr", "some")))
                .hasMessageContaining("held or all");
        Parameters backwards = parameters("demo-ehr", "all");
        backwards.addParameter("from", new InstantType("2026-03-02T10:00:00Z"));
        backwards.addParameter("until", new InstantType("2026-03-02T09:00:00Z"));
        assertThatThrownBy(() -> call("$replay", backwards)).hasMessageContaining("after from");
    }

    /** Denied first: reading messages is not enough. */
    @Test
    void onlyWhoMovesMessagesMayReplayThem() {
        String person = Tokens.person(hub, "console", "privacy", "openid fhirUser user/*.cruds")
                .get("access_token")
                .asText();
        for (String token : List.of(Tokens.system(hub, "system/MessageHeader.rs"), person)) {
            IGenericClient reader = hub.client(token);
            for (String operation : List.of("$replay", "$replays", "$cancel-replay")) {
                assertThatThrownBy(() -> reader.operation()
                                .onServer()
                                .named(operation)
                                .withParameters(parameters("demo-ehr", "all"))
                                .execute())
                        .isInstanceOf(ForbiddenOperationException.class);
            }
        }
    }

    private static Parameters parameters(String feed, String state) {
        return new Parameters().addParameter("feed", new CodeType(feed)).addParameter("state", new CodeType(state));
    }

    private static Parameters since(String state, Instant from) {
        return parameters("demo-ehr", state).addParameter("from", new InstantType(Date.from(from)));
    }

    private int preview(String state, Instant from) {
        Parameters answer = call("$replay", since(state, from).addParameter("preview", new BooleanType(true)));
        return ((IntegerType) answer.getParameter("messages").getValue()).getValue();
    }

    private String start(String state, Instant from) {
        return parts(call("$replay", since(state, from)).getParameterFirstRep()).get("id");
    }

    private void cancel(String id) {
        call("$cancel-replay", new Parameters().addParameter("id", new IntegerType(id)));
    }

    private void ended(String id) {
        await().atMost(SOON).until(() -> replay(id).containsKey("ended"));
    }

    private Map<String, String> replay(String id) {
        return call("$replays", new Parameters()).getParameter().stream()
                .map(ReplayIT::parts)
                .filter(parts -> parts.get("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> parts(ParametersParameterComponent replay) {
        return replay.getPart().stream()
                .filter(part -> part.getValue().isPrimitive())
                .collect(Collectors.toMap(ParametersParameterComponent::getName, part -> part.getValue()
                        .primitiveValue()));
    }

    private Parameters call(String operation, Parameters parameters) {
        return client.operation()
                .onServer()
                .named(operation)
                .withParameters(parameters)
                .execute();
    }
}
