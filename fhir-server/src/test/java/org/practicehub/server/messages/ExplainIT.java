package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.Tokens;

/** Where the values of the record come from, and what of a message is left out. */
class ExplainIT extends MessagesOverASocket {

    /** The second of three names: before it the first, after it its own, and nothing of the third. */
    @Test
    void aMessageIsExplainedByWhatItMet() {
        settledAfter(Hl7.adt("A28", "931001", "Abernathy", "Ruth"));
        String second = Hl7.adt("A31", "931001", "Birch", "Ruth");
        settledAfter(second);
        settledAfter(Hl7.adt("A31", "931001", "Castle", "Ruth"));
        Patient patient = patient("931001");

        Parameters answer = inspect(header(second), "$explain");

        assertThat(text(answer, "record")).contains("then");
        ParametersParameterComponent family = value(answer, "Patient/" + patient.getIdPart(), "name[0].family");
        assertThat(text(family, "value")).contains("Birch");
        assertThat(text(family, "before")).contains("Abernathy");
        assertThat(text(family, "changed")).contains("true");
        assertThat(text(family, "version")).contains("2");
        assertThat(text(family, "rule"))
                .hasValueSatisfying(rule -> assertThat(rule).matches("PidToPatient\\.java:\\d+"));
        ParametersParameterComponent source = part(family, "source").orElseThrow();
        assertThat(text(source, "place")).contains("PID-5.1");
        assertThat(text(source, "segment")).contains("PID");
        assertThat(text(source, "occurrence")).contains("1");
        assertThat(text(source, "field")).contains("5");
        assertThat(text(source, "component")).contains("1");
        assertThat(text(source, "name")).contains("Patient Name");
        assertThat(text(source, "raw")).contains("Birch");
        assertThat(text(answer)).doesNotContain("Castle");
    }

    /** It made the patient: there was nothing before, although there is a patient with that number now. */
    @Test
    void whatAMessageMadeWasNotThereBefore() {
        String first = Hl7.adt("A28", "931002", "Dahl", "Ole");
        settledAfter(first);
        settledAfter(Hl7.adt("A31", "931002", "Dahl", "Olaf"));

        Parameters answer = inspect(header(first), "$explain");

        assertThat(values(answer)).isNotEmpty().allSatisfy(value -> assertThat(text(value, "before"))
                .isEmpty());
        assertThat(text(value(answer, reference("931002"), "name[0].given[0]"), "value"))
                .contains("Ole");
    }

    /** A replay settles the message anew; what it met is what it met first. Explaining writes nothing. */
    @Test
    void aReplayedMessageIsExplainedByWhatItMetFirst() {
        settledAfter(Hl7.adt("A28", "931003", "Eklund", "Siv"));
        String second = Hl7.adt("A31", "931003", "Eklund-Moe", "Siv");
        settledAfter(second);
        MessageHeader header = header(second);
        operate(header, "$replay");
        await().atMost(SOON).until(() -> part(read(header), "state").equals(Optional.of("unchanged")));
        String version = patient("931003").getMeta().getVersionId();

        Parameters answer = inspect(header, "$explain");

        assertThat(text(value(answer, reference("931003"), "name[0].family"), "before"))
                .contains("Eklund");
        assertThat(patient("931003").getMeta().getVersionId()).isEqualTo(version);
    }

    /** An appointment as it was booked, explained after it was moved; what the booking did not write is as it was then, too. */
    @Test
    void aBookingIsExplainedAfterItWasMoved() {
        Instant start = Instant.now().plus(44, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        settledAfter(Hl7.adt("A28", "931004", "Fisk", "Liv"));
        String booking = Hl7.booking("S12", "AT-9104", "931004", "Fisk", start);
        settledAfter(booking);
        settledAfter(Hl7.booking("S13", "AT-9104", "931004", "Fisk", start.plus(1, ChronoUnit.HOURS)));
        String appointment = "Appointment/" + appointment("AT-9104").getIdPart();

        Parameters answer = inspect(header(booking), "$explain");

        ParametersParameterComponent begins = value(answer, appointment, "start");
        assertThat(Instant.from(OffsetDateTime.parse(text(begins, "value").orElseThrow())))
                .isEqualTo(start);
        assertThat(text(begins, "before")).isEmpty();
        assertThat(text(part(begins, "source").orElseThrow(), "place"))
                .hasValueSatisfying(place -> assertThat(place).isIn("SCH-11.4", "AIS-4"));
        assertThat(fate(answer, "SCH-2.1")).contains("mapped");
        assertThat(fate(answer, "AIP-3.2")).contains("dropped");
    }

    /** What had no effect meets the record as it is, and says why it cannot go. */
    @Test
    void aHeldMessageIsExplainedByTheRecordOfNow() {
        settledAfter(Hl7.adt("A28", "931005", "Gram", "Per"));
        settledAfter(Hl7.adt("A28", "931006", "Gram", "Peer"));
        String ambiguous = Hl7.header("ADT^A31", Hl7.controlId())
                + "PID|1||931005^^^LFP-MRN^MR~931006^^^LFP-MRN^MR||Gram^P||19800101|M\n";
        send(ambiguous);
        await().atMost(SOON).until(() -> part(header(ambiguous), "state").equals(Optional.of("held")));

        Parameters answer = inspect(header(ambiguous), "$explain");

        assertThat(text(answer, "record")).contains("now");
        assertThat(text(answer, "held")).isPresent();
        operate(header(ambiguous), "$skip");
    }

    @Test
    void anAnswerIsNarrowedToAResourceOrAnElement() {
        String message = Hl7.adt("A28", "931007", "Holm", "Eva");
        settledAfter(message);
        Parameters narrow = new Parameters();
        narrow.addParameter("resource", new StringType(reference("931007")));
        narrow.addParameter("path", new StringType("name[0]"));

        Parameters answer = client.operation()
                .onInstance(header(message).getIdElement())
                .named("$explain")
                .withParameters(narrow)
                .execute();

        assertThat(values(answer)).isNotEmpty().allSatisfy(value -> assertThat(text(value, "path"))
                .hasValueSatisfying(path -> assertThat(path).startsWith("name[0].")));
    }

    @Test
    void onlyWhoReadsMessagesMayAsk() {
        String message = Hl7.adt("A28", "931008", "Iversen", "Jon");
        settledAfter(message);
        MessageHeader header = header(message);
        IGenericClient desk = hub.client(Tokens.person(hub, "staff", "frontdesk", "user/Patient.rs")
                .get("access_token")
                .asText());

        assertThatThrownBy(() -> desk.operation()
                        .onInstance(header.getIdElement())
                        .named("$explain")
                        .withNoParameters(Parameters.class)
                        .useHttpGet()
                        .execute())
                .isInstanceOf(ForbiddenOperationException.class);
        assertThatThrownBy(() -> report(desk, lossOf("ADT^A28", 1))).isInstanceOf(ForbiddenOperationException.class);
    }

    @Test
    void anExplanationIsAuditedAsReadingTheMessage() {
        String message = Hl7.adt("A28", "931009", "Juhl", "Ida");
        settledAfter(message);
        String header = "MessageHeader/" + header(message).getIdElement().getIdPart();

        inspect(header(message), "$explain");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        search("AuditEvent?entity=" + header + "&_count=20").getEntry())
                .extracting(entry -> (AuditEvent) entry.getResource())
                .anySatisfy(event -> {
                    assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("extended-operation-instance");
                    assertThat(event.getEntity()).anyMatch(entity -> reference("931009")
                            .equals(entity.getWhat().getReference()));
                }));
    }

    /** Fields and counts: what the hub has no place for stands first, and nobody's name stands anywhere. */
    @Test
    void whatIsLeftOutIsCountedByField() {
        DateTimeType begin = new DateTimeType(new Date(), TemporalPrecisionEnum.MILLI);
        settledAfter(Hl7.adt("A28", "910010", "Kvist", "Mia") + "ZPD|Hemmelig\n");
        settledAfter(Hl7.adt("A28", "910011", "Kvist", "Tor") + "ZPD|Hemmelig\n");
        settledAfter(Hl7.adt("A31", "910011", "Kvist", "Thor"));
        Parameters wanted = lossOf("ADT^A28", 50);
        wanted.addParameter("start", begin);

        Parameters answer = report(client, wanted);

        assertThat(text(answer, "messages")).contains("2");
        List<ParametersParameterComponent> types = all(answer, "type");
        assertThat(types).hasSize(1);
        assertThat(text(types.get(0), "code")).contains("ADT^A28");
        assertThat(count(types.get(0), "values"))
                .isEqualTo(count(types.get(0), "mapped")
                        + count(types.get(0), "kept")
                        + count(types.get(0), "read")
                        + count(types.get(0), "dropped"));
        ParametersParameterComponent own = field(types.get(0), "ZPD-1");
        assertThat(count(own, "dropped")).isEqualTo(2);
        assertThat(count(field(types.get(0), "PID-5.1"), "mapped")).isEqualTo(2);
        assertThat(text(field(types.get(0), "PID-5.1"), "name")).contains("Patient Name");
        assertThat(text(answer))
                .doesNotContain("Kvist")
                .doesNotContain("Hemmelig")
                .doesNotContain("9100");
    }

    @Test
    void aReportIsBounded() {
        Parameters nowhere = new Parameters();
        nowhere.addParameter("feed", new StringType("nobody"));

        assertThat(text(report(client, lossOf("ADT^A99", 200)), "messages")).contains("0");
        assertThatThrownBy(() -> report(client, lossOf("ADT", 0))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> report(client, lossOf("ADT", 201))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> report(client, nowhere)).isInstanceOf(UnprocessableEntityException.class);
    }

    private static Parameters lossOf(String type, int count) {
        Parameters wanted = new Parameters();
        wanted.addParameter("feed", new StringType("demo-ehr"));
        wanted.addParameter("type", new StringType(type));
        wanted.addParameter("count", new IntegerType(count));
        return wanted;
    }

    private static Parameters report(IGenericClient client, Parameters wanted) {
        return client.operation()
                .onServer()
                .named("$loss-report")
                .withParameters(wanted)
                .useHttpGet()
                .execute();
    }

    private String reference(String mrn) {
        return "Patient/" + patient(mrn).getIdPart();
    }

    private static List<ParametersParameterComponent> all(Parameters answer, String name) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .toList();
    }

    private static List<ParametersParameterComponent> values(Parameters answer) {
        return all(answer, "value");
    }

    private static ParametersParameterComponent value(Parameters answer, String reference, String path) {
        return values(answer).stream()
                .filter(value -> part(value, "reference")
                        .filter(part ->
                                ((Reference) part.getValue()).getReference().equals(reference))
                        .isPresent())
                .filter(value -> text(value, "path").equals(Optional.of(path)))
                .findFirst()
                .orElseThrow();
    }

    private static ParametersParameterComponent field(ParametersParameterComponent type, String position) {
        return type.getPart().stream()
                .filter(part -> part.getName().equals("field"))
                .filter(part -> text(part, "position").equals(Optional.of(position)))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> fate(Parameters answer, String place) {
        return all(answer, "sent").stream()
                .filter(value -> text(value, "place").equals(Optional.of(place)))
                .findFirst()
                .flatMap(value -> text(value, "fate"));
    }

    private static int count(ParametersParameterComponent of, String name) {
        return Integer.parseInt(text(of, name).orElseThrow());
    }

    private static Optional<ParametersParameterComponent> part(ParametersParameterComponent of, String name) {
        return of.getPart().stream().filter(part -> part.getName().equals(name)).findFirst();
    }

    private static Optional<String> text(ParametersParameterComponent of, String name) {
        return part(of, name).map(part -> part.getValue().primitiveValue());
    }

    private static Optional<String> text(Parameters answer, String name) {
        return all(answer, name).stream().findFirst().map(part -> part.getValue()
                .primitiveValue());
    }
}
