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
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feed.UnknownPatient;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A feed's file, changed from the console. */
class PublishIT extends MessagesOverASocket {
    private static final Path FILE = TestHub.config().resolve("feeds/demo-ehr/feed.yaml");

    private final JdbcClient sql = hub.bean(JdbcClient.class);
    private String text = "";

    @BeforeEach
    void readTheFile() throws IOException {
        text = Files.readString(FILE);
    }

    @AfterEach
    void putTheFileBack() throws IOException {
        Files.writeString(FILE, text);
        Files.deleteIfExists(FILE.resolveSibling("feed.yaml.before"));
        await().atMost(SOON).until(() -> unknownPatient() == UnknownPatient.CREATE);
    }

    /** Taken on without a restart, and told in the audit trail by whom. */
    @Test
    void whatIsPublishedHoldsWithinSeconds() throws IOException {
        Parameters file = file();
        String changed = text.replace("unknownPatient: create", "unknownPatient: hold");

        Parameters answer = publish(person("console", "admin"), changed, text(file, "version"));

        assertThat(Files.readString(FILE)).isEqualTo(changed);
        assertThat(Files.readString(FILE.resolveSibling("feed.yaml.before"))).isEqualTo(text);
        assertThat(text(answer, "version")).isNotEqualTo(text(file, "version"));
        assertThat(((BooleanType) answer.getParameter("restart").getValue()).booleanValue())
                .isFalse();
        await().atMost(SOON).until(() -> unknownPatient() == UnknownPatient.HOLD);
        assertThat(String.join(
                        "\n",
                        sql.sql("select body from audit.event where body like '%' || ? || '%'")
                                .param(text(answer, "version"))
                                .query(String.class)
                                .list()))
                .contains("\"subtype\":\"feed\"", "\"user\":\"admin\"", "demo-ehr", text(file, "version"));
    }

    @Test
    void whatHasChangedMeanwhileIsNotOverwritten() throws IOException {
        String version = text(file(), "version");
        Files.writeString(FILE, text + "# by somebody else\n");

        assertThatThrownBy(() -> publish(person("console", "admin"), text + "# mine\n", version))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("has changed since");
        assertThat(Files.readString(FILE)).isEqualTo(text + "# by somebody else\n");
    }

    /** Who reads messages, at the desk or as a system, does not change what they mean; nor does who has not just shown who they are. */
    @Test
    void onlyAnAdministratorWhoHasShownWhoTheyArePublishes() throws IOException {
        String version = text(file(), "version");
        IGenericClient manager = person("console", "manager");
        IGenericClient admin = person("console", "admin");

        assertThatThrownBy(() -> publish(client, text + "# mine\n", version))
                .isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> publish(manager, text + "# mine\n", version))
                .isInstanceOf(ForbiddenOperationException.class);
        sql.sql(
                        """
                        delete from spring_session_attributes where attribute_name = 'hub.proved-at' and session_primary_id
                          in (select primary_id from spring_session where principal_name = 'admin')""")
                .update();
        assertThatThrownBy(() -> publish(admin, text + "# mine\n", version))
                .isInstanceOf(ForbiddenOperationException.class)
                .hasMessageContaining("/login/again");
        assertThat(Files.readString(FILE)).isEqualTo(text);
    }

    private UnknownPatient unknownPatient() {
        return hub.bean(Feeds.class).named("demo-ehr").orElseThrow().unknownPatient();
    }

    private IGenericClient person(String app, String username) {
        return hub.client(Tokens.person(hub, app, username, "openid user/MessageHeader.rs")
                .get("access_token")
                .asText());
    }

    private Parameters file() {
        Parameters of = new Parameters();
        of.addParameter("feed", new StringType("demo-ehr"));
        return client.operation()
                .onServer()
                .named("$feed-file")
                .withParameters(of)
                .useHttpGet()
                .execute();
    }

    private static Parameters publish(IGenericClient client, String text, String version) {
        Parameters wanted = new Parameters();
        wanted.addParameter("feed", new StringType("demo-ehr"));
        wanted.addParameter("text", new StringType(text));
        wanted.addParameter("version", new StringType(version));
        return client.operation()
                .onServer()
                .named("$publish-feed")
                .withParameters(wanted)
                .execute();
    }

    private static String text(Parameters answer, String name) {
        return answer.getParameter(name).getValue().primitiveValue();
    }
}
