package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.practicehub.server.access.Caller.Answer;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;

/** Opening a record in an emergency, its review, and the answer to who sees what (smart.md sections 3 and 4). */
class EmergencyIT {
    private final TestHub hub = TestHub.shared();
    private final Caller system = new Caller(hub, hub.systemToken());

    private Caller as(String username) {
        return new Caller(hub, Minted.person(hub, username, "user/*.cruds", Map.of()));
    }

    private String patient() {
        return Pair.id(system.create("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Emergency\"}]}"));
    }

    private static String reason(String text) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\"" + text
                + "\"}]}";
    }

    @Test
    void aReasonOpensTheRecordAndIsReviewed() {
        String patient = patient();
        String finding = Pair.observation(system, patient, "emergency", "laboratory");
        Caller clinician = as("clinician");
        assertThat(clinician.ask("Observation/" + finding)).allMatch(answer -> answer.status() == 404);
        assertThat(clinician.get("Patient/" + patient + "/$relationship"))
                .matches(answer -> answer.status() == 200 && answer.tells("\"may-break-glass\",\"valueBoolean\":true"));

        assertThat(clinician
                        .write("POST", "Patient/" + patient + "/$break-glass", reason("x"), Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(clinician
                        .write(
                                "POST",
                                "Patient/" + patient + "/$break-glass",
                                reason("Collapsed in the waiting room"),
                                Map.of())
                        .status())
                .isEqualTo(200);

        assertThat(clinician.ask("Observation/" + finding)).allMatch(answer -> answer.status() == 200);
        assertThat(clinician.get("Patient/" + patient + "/$relationship").tells("open-until"))
                .isTrue();
        // What is seen so is told apart in the audit trail.
        assertThat(new Caller(hub, Minted.person(hub, "privacy", "user/AuditEvent.rs", Map.of()))
                        .get("AuditEvent?patient=Patient/" + patient + "&purpose=BTG")
                        .entries())
                .isGreaterThanOrEqualTo(2);
        Answer cases = as("manager").get("$break-glass-cases");
        assertThat(cases.tells("Collapsed in the waiting room")).isTrue();
        int number = cases.body().findValues("part").stream()
                .filter(part -> part.toString().contains("Patient/" + patient))
                .map(part -> part.path(0).path("valueInteger").asInt())
                .findFirst()
                .orElseThrow();
        String review =
                """
                {"resourceType":"Parameters","parameter":[{"name":"id","valueInteger":%d},
                 {"name":"finding","valueCode":"justified"}]}"""
                        .formatted(number);
        assertThat(as("manager")
                        .write("POST", "$review-break-glass", review, Map.of())
                        .tells("\"reviewed-by\",\"valueString\":\"manager\""))
                .isTrue();
        assertThat(as("manager")
                        .write("POST", "$review-break-glass", review, Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoMayNotDoesNot() {
        String patient = patient();

        assertThat(as("frontdesk")
                        .write("POST", "Patient/" + patient + "/$break-glass", reason("Because I want to"), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(as("clinician").get("$break-glass-cases").status()).isEqualTo(403);
        assertThat(as("clinician")
                        .get("$access?person=clinician&patient=" + patient + "&app=staff")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theSimulatorSaysWhatTheRulesDo() {
        String patient = patient();
        Pair.observation(system, patient, "simulated", "laboratory");

        Answer clinician = as("manager").get("$access?person=clinician&patient=" + patient + "&app=staff");
        Answer desk = as("manager").get("$access?person=frontdesk&patient=" + patient + "&app=staff");

        assertThat(observations(clinician))
                .contains("\"stored\",\"valueInteger\":1", "\"seen\",\"valueInteger\":0", "have to do with");
        assertThat(observations(desk)).contains("\"seen\",\"valueInteger\":0", "Neither the role nor the app");
    }

    private static String observations(Answer answer) {
        return answer.body().path("parameter").findParents("part").stream()
                .map(Object::toString)
                .filter(text -> text.contains("\"valueCode\":\"Observation\""))
                .findFirst()
                .orElseThrow();
    }
}
