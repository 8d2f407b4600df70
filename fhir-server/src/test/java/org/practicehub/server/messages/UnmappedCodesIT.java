package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.replay.Replayer;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Codes of a sender's own that nobody has explained, and that a person explains once. */
class UnmappedCodesIT extends MessagesOverASocket {
    private static final Path CODES = TestHub.config().resolve("feeds/demo-ehr/codes.csv");

    private final JdbcClient sql = hub.bean(JdbcClient.class);

    @AfterEach
    void forgetTheCodes() throws IOException {
        await().atMost(SOON).until(() -> count("select count(*) from hub_replay where ended_at is null") == 0);
        Files.deleteIfExists(CODES);
        Files.deleteIfExists(CODES.resolveSibling("codes.csv.before"));
        await().atMost(SOON).until(() -> hub.bean(Feeds.class)
                .named("demo-ehr")
                .orElseThrow()
                .table("PV1-10")
                .byLocal()
                .isEmpty());
    }

    /** Explained once, the code is the standard's in every visit that has come, and in those to come. */
    @Test
    void whatCameWithACodeIsAppliedAgainWhenItIsExplained() throws IOException {
        String first = visit("944001", "XQ7^Wound care");
        String second = visit("944002", "XQ7^Wound care");
        settledAfter(first);
        settledAfter(second);

        ParametersParameterComponent code = code("XQ7").orElseThrow();
        assertThat(text(code, "field")).contains("PV1-10");
        assertThat(text(code, "table")).contains("0069");
        assertThat(text(code, "display")).contains("Wound care");
        assertThat(text(code, "messages")).contains("2");
        assertThat(text(table("0069"), "number")).contains("0069");
        assertThat(table("0069").getPart())
                .anySatisfy(choice -> assertThat(text(choice, "code")).contains("SUR"));

        Parameters answer = map(admin(), "XQ7", "SUR");

        assertThat(answer.getParameter("messages").getValue().primitiveValue()).isEqualTo("2");
        assertThat(Files.readString(CODES)).contains("PV1-10,XQ7,SUR,Surgical Service");
        await().atMost(SOON).untilAsserted(() -> assertThat(List.of(service("944001"), service("944002")))
                .allSatisfy(
                        codes -> assertThat(codes).extracting(Coding::getCode).containsExactly("SUR", "XQ7")));
        assertThat(code("XQ7")).isEmpty();
        String third = visit("944003", "XQ7");
        settledAfter(third);
        assertThat(service("944003")).extracting(Coding::getCode).containsExactly("SUR", "XQ7");
        assertThat(sql.sql("select body from audit.event where body like '%\"subtype\":\"feed\"%' order by 1")
                        .query(String.class)
                        .list())
                .anySatisfy(event -> assertThat(event).contains("demo-ehr", "\"user\":\"admin\""));
    }

    /** It stays in the record as it was sent, and nobody is asked about it again. */
    @Test
    void whatTheStandardHasNoWordForIsLeftAsItIs() {
        settledAfter(visit("944011", "XQ8"));
        String version = encounter("944011").getMeta().getVersionId();

        map(admin(), "XQ8", "");

        await().atMost(SOON).until(() -> code("XQ8").isEmpty());
        assertThat(encounter("944011").getMeta().getVersionId()).isEqualTo(version);
        assertThat(service("944011")).extracting(Coding::getCode).containsExactly("XQ8");
    }

    /** The replay was ended before the message's turn: the code is still there, with what it means, and is explained anew. */
    @Test
    void whatWasNotAppliedAgainIsExplainedOnceMore() throws IOException {
        settledAfter(visit("944041", "XR2"));
        Replayer replayer = hub.bean(Replayer.class);
        replayer.stop();
        try {
            map(admin(), "XR2", "SUR");
            assertThatThrownBy(() -> map(admin(), "XR2", "CAR"))
                    .isInstanceOf(UnprocessableEntityException.class)
                    .hasMessageContaining("under way");
            sql.sql("update hub_replay set cancelled = true where ended_at is null")
                    .update();
        } finally {
            replayer.start();
        }
        await().atMost(SOON).until(() -> count("select count(*) from hub_replay where ended_at is null") == 0);
        await().atMost(SOON).until(() -> text(code("XR2").orElseThrow(), "code").equals(Optional.of("SUR")));

        map(admin(), "XR2", "CAR");

        await().atMost(SOON).untilAsserted(() -> assertThat(service("944041"))
                .extracting(Coding::getCode)
                .containsExactly("CAR", "XR2"));
        assertThat(Files.readString(CODES)).contains("XR2,CAR").doesNotContain("XR2,SUR");
    }

    @Test
    void whatIsNoCodeOfTheTableOrDoesNotWaitIsRefused() {
        settledAfter(visit("944021", "XQ9"));
        IGenericClient admin = admin();

        assertThatThrownBy(() -> map(admin, "XQ9", "SURGERY"))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("HL7 table 0069 has no such code");
        assertThatThrownBy(() -> map(admin, "NEVER", "SUR"))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("none of the codes that wait");
        assertThat(CODES).doesNotExist();
        assertThat(code("XQ9")).isPresent();
    }

    @Test
    void onlyAnAdministratorExplainsAndOnlyWhoReadsMessagesSeesWhatWaits() {
        settledAfter(visit("944031", "XR1"));
        IGenericClient manager = person("console", "manager", "openid user/MessageHeader.rs");
        IGenericClient desk = person("staff", "frontdesk", "user/Patient.rs");

        assertThatThrownBy(() -> map(manager, "XR1", "SUR")).isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> map(client, "XR1", "SUR")).isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> list(desk)).isInstanceOf(ForbiddenOperationException.class);
        assertThat(CODES).doesNotExist();
    }

    /** A visit with a hospital service. */
    private static String visit(String number, String service) {
        return Hl7.header("ADT^A04", Hl7.controlId())
                + Hl7.patient(number, "Served", "Sam")
                + "PV1|1|O||||||||" + service + "|||||||||V" + number + "^^^LFP-VISIT^VN\n";
    }

    private Encounter encounter(String number) {
        return (Encounter) search("Encounter?patient.identifier=" + MRN + "|" + number)
                .getEntryFirstRep()
                .getResource();
    }

    private List<Coding> service(String number) {
        return encounter(number).getServiceType().getCoding();
    }

    private long count(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    private IGenericClient admin() {
        return person("console", "admin", "openid user/MessageHeader.rs");
    }

    private IGenericClient person(String app, String username, String scope) {
        return hub.client(
                Tokens.person(hub, app, username, scope).get("access_token").asText());
    }

    private Optional<ParametersParameterComponent> code(String local) {
        return parts(list(client), "code").stream()
                .filter(code -> text(code, "local").equals(Optional.of(local)))
                .findFirst();
    }

    private ParametersParameterComponent table(String number) {
        return parts(list(client), "table").stream()
                .filter(table -> text(table, "number").equals(Optional.of(number)))
                .findFirst()
                .orElseThrow();
    }

    private static Parameters list(IGenericClient client) {
        Parameters of = new Parameters();
        of.addParameter("feed", new StringType("demo-ehr"));
        return client.operation()
                .onServer()
                .named("$unmapped-codes")
                .withParameters(of)
                .useHttpGet()
                .execute();
    }

    private static Parameters map(IGenericClient client, String local, String standard) {
        Parameters said = new Parameters();
        said.addParameter("feed", new StringType("demo-ehr"));
        ParametersParameterComponent code = said.addParameter().setName("code");
        code.addPart().setName("field").setValue(new StringType("PV1-10"));
        code.addPart().setName("local").setValue(new StringType(local));
        if (!standard.isEmpty()) {
            code.addPart().setName("code").setValue(new StringType(standard));
        }
        return client.operation()
                .onServer()
                .named("$map-codes")
                .withParameters(said)
                .execute();
    }

    private static List<ParametersParameterComponent> parts(Parameters of, String name) {
        return of.getParameter().stream()
                .filter(part -> part.getName().equals(name))
                .toList();
    }

    private static Optional<String> text(ParametersParameterComponent of, String name) {
        return of.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .map(part -> part.getValue().primitiveValue());
    }
}
