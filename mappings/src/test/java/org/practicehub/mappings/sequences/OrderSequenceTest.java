package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.header;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and results in order, out of it and twice (5.6, G16, G18). */
class OrderSequenceTest {

    private static final String PID = "PID|1||100234^^^LFP-MRN^MR||Rivera^Elena";
    private static final String OBR = "OBR|1|P1^LFP-PLACER|L1^HARBOR-LAB|80053^Metabolic panel^C4";

    private final Wire wire = new Wire();

    private static String[] order(String control, String time) {
        return new String[] {header("ORM^O01", time), PID, "ORC|" + control + "|P1^LFP-PLACER", OBR};
    }

    private static String[] result(String report, String glucose, String value, String time, String... more) {
        return Stream.concat(
                        Stream.of(
                                header("ORU^R01", time),
                                PID,
                                OBR + "|".repeat(21) + report,
                                "OBX|1|NM|2345-7^Glucose^LN||" + value + "|mg/dL|||||" + glucose),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void endsAnOrderTheSameInEveryOrder(String turns) {
        List<String[]> events = List.of(order("NW", "0800"), order("CA", "0810"), order("DC", "0820"));
        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
        assertThat(wire.all(Task.class)).noneMatch(task -> task.getStatus() == TaskStatus.REQUESTED);
    }

    /** A cancellation that is only asked for leaves the order, and a task to watch for the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"12", "21"})
    void waitsForTheFillerInEveryOrder(String turns) {
        List<String[]> events = List.of(order("NW", "0800"), order("CA", "0810"));
        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
        assertThat(wire.only(Task.class).getStatus()).isEqualTo(TaskStatus.REQUESTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void correctsAResultTheSameInEveryOrder(String turns) {
        List<String[]> events = List.of(
                result("P", "P", "98", "0800"),
                result("F", "F", "99", "0810", "OBX|2|NM|2951-2^Sodium^LN||140|mmol/L|||||F"),
                result("C", "C", "97", "0820"));
        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        DiagnosticReport report = wire.only(DiagnosticReport.class);
        assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.CORRECTED);
        assertThat(wire.all(Observation.class))
                .extracting(Observation::getStatus)
                .containsExactlyInAnyOrder(ObservationStatus.CORRECTED, ObservationStatus.FINAL);
        assertThat(report.getResult().stream().map(Reference::getReference).collect(Collectors.toSet()))
                .hasSize(2);
    }

    /** The result may be heard before its order. */
    @ParameterizedTest
    @ValueSource(strings = {"12", "21"})
    void completesTheOrderInEveryOrder(String turns) {
        List<String[]> events = List.of(order("NW", "0800"), result("F", "F", "99", "0900"));
        turns.chars().forEach(digit -> wire.receive(events.get(digit - '1')));

        assertThat(wire.only(ServiceRequest.class).getStatus()).isEqualTo(ServiceRequestStatus.COMPLETED);
    }

    @Test
    void changesNoVersionWhenReplayedOrSentAgain() {
        List<String[]> all = List.of(
                order("NW", "0800"),
                order("CA", "0810"),
                order("UC", "0815"),
                result("P", "P", "98", "0820"),
                result("C", "C", "97", "0830"));
        all.forEach(wire::receive);
        List<String> before = wire.versions();

        for (int n = 1; n <= all.size(); n++) {
            assertThat(wire.replay(n).changes()).as("message %d", n).isEmpty();
        }
        all.forEach(wire::receive);

        assertThat(wire.versions()).isEqualTo(before);
    }
}
