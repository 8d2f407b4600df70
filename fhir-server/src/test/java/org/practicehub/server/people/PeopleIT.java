package org.practicehub.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.server.testing.Browser.location;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.practicehub.server.identity.People;
import org.practicehub.server.testing.AppFlow;
import org.practicehub.server.testing.Browser;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators let people in and out over the FHIR API. */
class PeopleIT {
    private static final String PASSWORD = "a sentence that nobody guesses";

    private final TestHub hub = TestHub.shared();
    private final People people = hub.bean(People.class);

    @Test
    void anAdministratorInvitesAndThePersonComesIn() {
        String token = token("console", "admin");
        String name = "p" + UUID.randomUUID();

        Parameters answer = hub.client(token)
                .operation()
                .onServer()
                .named("$invite")
                .withParameter(Parameters.class, "username", new StringType(name))
                .andParameter("name", new StringType("Invited Person"))
                .andParameter("role", new CodeType("front-desk"))
                .execute();
        String link = answer.getParameter("link").getValue().primitiveValue();
        Browser browser = new Browser(hub);
        browser.submit(link.substring(hub.base().length()), Map.of("password", PASSWORD, "repeated", PASSWORD));

        assertThat(location(browser.signIn(name, PASSWORD))).isEqualTo("/");
        assertThat(call("$people", token, "").body()).contains("Invited Person").doesNotContain("argon2");
    }

    /** A name that is taken is not taken over. */
    @Test
    void anInvitationChangesNobodyWhoIsThere() {
        HttpResponse<String> refused = call(
                "$invite",
                token("console", "admin"),
                parameters("username", "frontdesk", "name", "X Y", "role", "admin"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(people.find("frontdesk").orElseThrow().role()).isEqualTo("front-desk");
    }

    /** A role without the right is refused, whatever its token holds. */
    @Test
    void theFrontDeskInvitesNobody() {
        String token = token("staff", "frontdesk");

        assertThat(call("$people", token, "").statusCode()).isEqualTo(403);
        assertThat(call("$deactivate", token, parameters("username", "biller")).statusCode())
                .isEqualTo(403);
        assertThat(call("$people", hub.systemToken(), "").statusCode()).isEqualTo(403);
    }

    /** An app that an administrator opened lets nobody in on their behalf. */
    @Test
    void onlyTheHubsOwnScreensInvite() {
        String token = AppFlow.of(hub, "plain", "admin", "openid")
                .token()
                .get("access_token")
                .asText();

        assertThat(call("$people", token, "").statusCode()).isEqualTo(403);
    }

    /** Session, refresh token and access token end in the same moment. */
    @Test
    void aDeactivatedPersonIsOutAtOnce() {
        String name = somebody();
        Browser browser = new Browser(hub);
        browser.signIn(name, PASSWORD);
        String access = access(browser, "staff");
        assertThat(call("$apps", access, "").statusCode()).isEqualTo(200);

        HttpResponse<String> done = call("$deactivate", token("console", "admin"), parameters("username", name));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);

        assertThat(call("$apps", access, "").statusCode()).isEqualTo(401);
        assertThat(location(browser.open("/account"))).endsWith("/login");
        assertThat(location(new Browser(hub).signIn(name, PASSWORD))).endsWith("/login?error");
        assertThat(hub.bean(JdbcClient.class)
                        .sql("select count(*) from oauth2_authorization where principal_name = ?")
                        .param(name)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** What lets people in or out asks the administrator for a fresh proof. */
    @Test
    void aStaleProofIsNotEnough() {
        String token = token("console", "manager");
        hub.bean(JdbcClient.class)
                .sql(
                        """
                        delete from spring_session_attributes where attribute_name = 'hub.proved-at' and session_primary_id
                          in (select primary_id from spring_session where principal_name = 'manager')""")
                .update();

        HttpResponse<String> refused = call("$reset-sign-in", token, parameters("username", somebody()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("/login/again");
    }

    /** R21: a header makes no other request of one. */
    @Test
    void aMethodIsWhatTheRequestSays() {
        String id =
                hub.client().create().resource(new Patient()).execute().getId().getIdPart();
        Tokens.send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.fhir() + "/Patient/" + id + "?_method=DELETE"))
                        .header("Authorization", "Bearer " + hub.systemToken())
                        .header("Content-Type", "application/fhir+json")
                        .header("X-HTTP-Method-Override", "DELETE")
                        .header("X-HTTP-Method", "DELETE")
                        .POST(BodyPublishers.ofString("{}")));

        assertThat(call("Patient/" + id, hub.systemToken(), "").statusCode()).isEqualTo(200);
    }

    private String somebody() {
        String name = "p" + UUID.randomUUID();
        people.setPassword(people.put(name, "Somebody", "front-desk", null), PASSWORD);
        return name;
    }

    private String token(String client, String username) {
        return Tokens.person(hub, client, username, "openid user/Patient.rs")
                .get("access_token")
                .asText();
    }

    private String access(Browser browser, String client) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        HttpResponse<String> sent = Tokens.authorize(
                browser.client(), hub, client, "openid online_access user/Patient.rs", Tokens.challenge(verifier));
        String code = Tokens.query(sent.headers().firstValue("Location").orElseThrow())
                .get("code");
        return Tokens.json(Tokens.exchange(hub, client, code, verifier))
                .get("access_token")
                .asText();
    }

    private HttpResponse<String> call(String operation, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.fhir() + "/" + operation))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/fhir+json");
        return Tokens.send(
                HttpClient.newHttpClient(),
                body.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(body)));
    }

    private static String parameters(String... pairs) {
        StringBuilder json = new StringBuilder("{\"resourceType\":\"Parameters\",\"parameter\":[");
        for (int i = 0; i < pairs.length; i += 2) {
            String type = pairs[i].equals("role") ? "valueCode" : "valueString";
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"" + pairs[i] + "\",\"" + type + "\":\"" + pairs[i + 1] + "\"}");
        }
        return json.append("]}").toString();
    }
}
