package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Tokens;

/** What a change of a feed's file would do, tried on messages that have come. */
class RehearseIT extends MessagesOverASocket {
    private static final String PRONOUNS = "set: [ { from: ZPD-3, to: Patient.extension(pronouns).valueString } ]\n";

    /** To the millisecond: to the second, the messages of the test before would be among those tried. */
    private final DateTimeType begin = new DateTimeType(new Date(), TemporalPrecisionEnum.MILLI);

    /** Three names, and each message by what it met: the second's name is no difference, although there is another now. */
    @Test
    void whatWouldDifferIsTriedByWhatEachMessageMet() {
        settledAfter(Hl7.adt("A28", "920001", "Aalto", "Ruth"));
        String second = Hl7.adt("A31", "920001", "Borg", "Ruth") + "ZPD|||she/her\n";
        settledAfter(second);
        settledAfter(Hl7.adt("A31", "920001", "Carlsen", "Ruth"));
        String patient = "Patient/" + patient("920001").getIdPart();
        String version = patient("920001").getMeta().getVersionId();

        Parameters answer = rehearse(client, file() + PRONOUNS, 20);

        assertThat(text(answer, "messages")).contains("3");
        assertThat(text(answer, "same")).contains("2");
        assertThat(text(answer, "different")).contains("1");
        assertThat(text(answer, "now-held")).contains("0");
        assertThat(text(answer, "next")).isEmpty();
        ParametersParameterComponent message = one(answer, "message");
        assertThat(part(message, "header").getResource().getIdElement().getIdPart())
                .isEqualTo(header(second).getIdElement().getIdPart());
        assertThat(text(message, "verdict")).contains("different");
        assertThat(parts(message, "difference"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(((Reference) part(one, "reference").getValue()).getReference())
                            .isEqualTo(patient);
                    assertThat(text(one, "path"))
                            .hasValueSatisfying(path -> assertThat(path).startsWith("extension["));
                    assertThat(text(one, "now")).isEmpty();
                })
                .anySatisfy(one -> assertThat(text(one, "proposed")).contains("she/her"));
        assertThat(patient("920001").getMeta().getVersionId()).isEqualTo(version);
        assertThat(file()).doesNotContain(PRONOUNS);
    }

    @Test
    void whatWouldBeHeldSaysWhy() {
        settledAfter(Hl7.adt("A31", "920002", "Dahl", "Ole"));

        Parameters answer = rehearse(client, file().replace("unknownPatient: create", "unknownPatient: hold"), 20);

        assertThat(text(answer, "now-held")).contains("1");
        ParametersParameterComponent message = one(answer, "message");
        assertThat(text(message, "verdict")).contains("now-held");
        assertThat(parts(message, "problem")).anySatisfy(problem -> {
            assertThat(text(problem, "change")).contains("added");
            assertThat(text(problem, "severity")).contains("error");
            assertThat(text(problem, "text")).isPresent();
        });
    }

    @Test
    void messagesAreTriedInPortions() {
        String older = Hl7.adt("A28", "920003", "Eklund", "Siv") + "ZPD|||she/her\n";
        settledAfter(older);
        settledAfter(Hl7.adt("A28", "920004", "Fisk", "Liv"));

        Parameters first = rehearse(client, file() + PRONOUNS, 1);
        Parameters wanted = wanted(file() + PRONOUNS, 1);
        wanted.addParameter("next", new StringType(text(first, "next").orElseThrow()));
        Parameters second = rehearse(client, wanted);

        assertThat(text(first, "same")).contains("1");
        assertThat(part(one(second, "message"), "header")
                        .getResource()
                        .getIdElement()
                        .getIdPart())
                .isEqualTo(header(older).getIdElement().getIdPart());
    }

    /** As the hub would refuse the file: each mistake with its line, its column and the nearest right name. */
    @Test
    void aMistakeIsToldWithItsPlace() {
        String text = file() + "autorities: {}\n";

        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> rehearse(client, text, 20));

        OperationOutcomeIssueComponent issue = ((OperationOutcome) refused.getOperationOutcome()).getIssueFirstRep();
        assertThat(issue.getDiagnostics()).contains("unknown key 'autorities'; did you mean 'authorities'?");
        assertThat(issue.getExpression().get(0).getValue()).isEqualTo("feeds/demo-ehr/feed.yaml");
        assertThat(issue.getExtension())
                .extracting(Extension::getValue)
                .extracting(org.hl7.fhir.r4.model.Base::primitiveValue)
                .containsExactly(Long.toString(text.lines().count()), "1");
    }

    /** The environment has the hub's passwords: no text that is tried brings them to light. */
    @Test
    void theEnvironmentIsNotToBeReadByATrial() {
        String text = file().replace("zone: America/Chicago", "zone: ${HUB_DATABASE_PASSWORD}");

        UnprocessableEntityException refused =
                catchThrowableOfType(UnprocessableEntityException.class, () -> rehearse(client, text, 20));

        assertThat(refused.getResponseBody())
                .contains("the file takes nothing from the environment here")
                .doesNotContain("is no IANA time zone");
    }

    /** The samples beside the file keep the hub from taking it on: that is told with the first portion. */
    @Test
    void samplesThatWouldNotPassAreTold() {
        Parameters answer = rehearse(client, file().replace("processingIds: [P]", "processingIds: [T]"), 1);

        assertThat(answer.getParameter().stream()
                        .filter(parameter -> parameter.getName().equals("sample")))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(text(sample, "file"))
                        .hasValueSatisfying(name -> assertThat(name).startsWith("feeds/demo-ehr/samples/")));
    }

    @Test
    void aRehearsalIsBounded() {
        assertThatThrownBy(() -> rehearse(client, file(), 0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> rehearse(client, file(), 101)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> rehearse(client, "# ".repeat(100_001), 1)).isInstanceOf(InvalidRequestException.class);
        Parameters nowhere = new Parameters();
        nowhere.addParameter("feed", new StringType("../secrets"));
        nowhere.addParameter("text", new StringType("feed: x"));
        assertThatThrownBy(() -> rehearse(client, nowhere)).isInstanceOf(UnprocessableEntityException.class);
    }

    @Test
    void onlyWhoReadsMessagesMayRehearse() {
        String text = file();
        IGenericClient desk = hub.client(Tokens.person(hub, "staff", "frontdesk", "user/Patient.rs")
                .get("access_token")
                .asText());

        assertThatThrownBy(() -> rehearse(desk, text, 1)).isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> file(desk)).isInstanceOf(ForbiddenOperationException.class);
    }

    /** Whose values are shown is in the trail. */
    @Test
    void aRehearsalIsAuditedWithTheMessagesThatItShows() {
        String message = Hl7.adt("A28", "920005", "Gram", "Eva") + "ZPD|||she/her\n";
        settledAfter(message);
        String header = "MessageHeader/" + header(message).getIdElement().getIdPart();

        rehearse(client, file() + PRONOUNS, 5);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        search("AuditEvent?entity=" + header + "&_count=20").getEntry())
                .extracting(entry -> (AuditEvent) entry.getResource())
                .anySatisfy(event -> {
                    assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("extended-operation-server");
                    assertThat(event.getEntity())
                            .anyMatch(entity -> ("Patient/" + patient("920005").getIdPart())
                                    .equals(entity.getWhat().getReference()));
                }));
    }

    private String file() {
        return file(client);
    }

    private static String file(IGenericClient client) {
        Parameters of = new Parameters();
        of.addParameter("feed", new StringType("demo-ehr"));
        Parameters answer = client.operation()
                .onServer()
                .named("$feed-file")
                .withParameters(of)
                .useHttpGet()
                .execute();
        return text(answer, "text").orElseThrow();
    }

    private Parameters wanted(String text, int count) {
        Parameters wanted = new Parameters();
        wanted.addParameter("feed", new StringType("demo-ehr"));
        wanted.addParameter("text", new StringType(text));
        wanted.addParameter("count", new IntegerType(count));
        wanted.addParameter("start", begin);
        return wanted;
    }

    private Parameters rehearse(IGenericClient client, String text, int count) {
        return rehearse(client, wanted(text, count));
    }

    private static Parameters rehearse(IGenericClient client, Parameters wanted) {
        return client.operation()
                .onServer()
                .named("$rehearse")
                .withParameters(wanted)
                .execute();
    }

    private static ParametersParameterComponent one(Parameters answer, String name) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ParametersParameterComponent> parts(ParametersParameterComponent of, String name) {
        return of.getPart().stream().filter(part -> part.getName().equals(name)).toList();
    }

    private static ParametersParameterComponent part(ParametersParameterComponent of, String name) {
        return parts(of, name).get(0);
    }

    private static Optional<String> text(ParametersParameterComponent of, String name) {
        return parts(of, name).stream().findFirst().map(part -> part.getValue().primitiveValue());
    }

    private static Optional<String> text(Parameters answer, String name) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .map(parameter -> parameter.getValue().primitiveValue());
    }
}
