package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Receiver;
import org.practicehub.server.testing.TestHub;

/** The part of {@link OutboundIT} that is about reports (5.6). */
final class ReportsLeave {
    private final TestHub hub;
    private final IGenericClient client;
    private final Receiver reads;
    private final String family;

    /** @param family the name of a patient whom no other test has */
    ReportsLeave(TestHub hub, Receiver reads, String family) {
        this.hub = hub;
        this.client = hub.client();
        this.reads = reads;
        this.family = family;
    }

    /** Not before it is final; a result that is corrected by itself corrects its report; a mistake is taken back. */
    void whenFinalAndWhenCorrected() {
        Observation potassium = create(potassium());
        DiagnosticReport report = new DiagnosticReport().setStatus(DiagnosticReportStatus.PRELIMINARY);
        report.getCode().setText("Panel");
        report.setSubject(potassium.getSubject());
        report.addResult(new Reference("Observation/" + potassium.getIdElement().getIdPart()));
        report = create(report);
        String number = report.getIdElement().getIdPart() + "^PRACTICE_HUB";
        report = save(report.setStatus(DiagnosticReportStatus.FINAL));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 1);

        potassium.setValue(new Quantity().setValue(4.1).setUnit("mmol/L"));
        save(potassium.setStatus(ObservationStatus.CORRECTED));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 2);
        report.addPerformer(new Reference().setDisplay("Nobody is told who"));
        report = save(report);
        save(report.setStatus(DiagnosticReportStatus.ENTEREDINERROR));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 3);

        assertThat(heard())
                .allMatch(message -> message.contains("|ORU^R01^ORU_R01|"))
                .allMatch(message -> message.contains("\nOBR|1||" + number + "|^Panel|"));
        assertThat(heard().stream().map(ReportsLeave::states).toList())
                .containsExactly(List.of("F", "6.1 F"), List.of("C", "4.1 C"), List.of("X", "4.1 C"));
    }

    /** What the system reported itself does not go back, whoever changes it; others' reports come. */
    void notBack() {
        String own = "L" + Hl7.controlId();
        String others = "L" + Hl7.controlId();
        send(own, "READS");
        send(others, "OTHER");
        await().atMost(OutboundIT.SOON)
                .until(() -> heard().size() == 1 && !reported(own).isEmpty());
        DiagnosticReport theirs = (DiagnosticReport) reported(own).get(0).getResource();
        save(theirs.setStatus(DiagnosticReportStatus.CORRECTED));
        DiagnosticReport known = (DiagnosticReport) reported(others).get(0).getResource();
        save(known.setStatus(DiagnosticReportStatus.CORRECTED));
        await().atMost(OutboundIT.SOON).until(() -> heard().size() == 2);

        assertThat(heard()).allMatch(message -> message.contains("|" + others + "^"));
        await().during(Duration.ofSeconds(2)).atMost(OutboundIT.SOON).until(() -> heard().size() == 2);
    }

    private Observation potassium() {
        Patient patient = new Patient();
        patient.addName().setFamily(family);
        Observation result = new Observation().setStatus(ObservationStatus.FINAL);
        result.getCode().addCoding().setSystem("http://loinc.org").setCode("2823-3");
        result.setSubject(
                new Reference("Patient/" + create(patient).getIdElement().getIdPart()));
        return result.setValue(new Quantity().setValue(6.1).setUnit("mmol/L"));
    }

    private void send(String number, String application) {
        try (MllpClient line = hub.connect()) {
            line.send(Hl7.header("ORU^R01^ORU_R01", Hl7.controlId())
                            .split("\n", 2)[0]
                            .replace("|TEST_EHR|", "|" + application + "|")
                    + "\n" + Hl7.patient("M" + number, family, "Test") + "OBR|1||" + number
                    + "^LABS|24323-8^Panel^LN|||20261123074500|||||||||||||||20261123085000|||F\n"
                    + "OBX|1|NM|2823-3^Potassium^LN||4.2|mmol/L|||||F\n");
        }
    }

    /** OBR-25, and value and status of each result. */
    private static List<String> states(String message) {
        return message.lines()
                .filter(line -> line.startsWith("OB"))
                .map(line -> line.split("\\|"))
                .map(fields -> fields[0].equals("OBR") ? fields[25] : fields[5] + " " + fields[11])
                .toList();
    }

    private List<Bundle.BundleEntryComponent> reported(String number) {
        return client.search()
                .forResource(DiagnosticReport.class)
                .where(DiagnosticReport.IDENTIFIER.exactly().code(number))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry();
    }

    @SuppressWarnings("unchecked") // the server gives back what it was given
    private <T extends Resource> T create(T resource) {
        return (T) client.create().resource(resource).execute().getResource();
    }

    @SuppressWarnings("unchecked") // the server gives back what it was given
    private <T extends Resource> T save(T resource) {
        return (T) client.update().resource(resource).execute().getResource();
    }

    private List<String> heard() {
        return reads.heard(family);
    }
}
