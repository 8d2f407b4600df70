package org.practicehub.server.access;

import java.util.UUID;
import org.practicehub.server.testing.TestHub;

/**
 * Two patients with the same kinds of records, one of whom a caller may see.
 *
 * @param system somebody who may do everything
 */
record Pair(Caller system, String a, String b, String observationOfA, String observationOfB) {

    /** The demo's patient is A; B is new. */
    static Pair seed(TestHub hub) {
        Caller system = new Caller(hub, hub.systemToken());
        String a = system.get("Patient?identifier=100113")
                .body()
                .path("entry")
                .path(0)
                .path("resource")
                .path("id")
                .asText();
        String b = id(system.create(
                """
                {"resourceType":"Patient","active":true,"name":[{"family":"Bravo"}],
                 "identifier":[{"system":"urn:test","value":"B-%s"}]}"""
                        .formatted(UUID.randomUUID())));
        visit(system, a);
        return new Pair(
                system,
                a,
                b,
                observation(system, a, "flu", "vital-signs"),
                observation(system, b, "hiv", "laboratory"));
    }

    /** The demo's clinician has to do with the patient: a visit that is over, so that it is none of those to come. */
    static void visit(Caller system, String patient) {
        String clinician = system.get("Practitioner?identifier=1234567893")
                .body()
                .path("entry")
                .path(0)
                .path("resource")
                .path("id")
                .asText();
        id(system.create(
                """
                {"resourceType":"Appointment","status":"booked","start":"2026-02-02T10:00:00Z","end":"2026-02-02T10:30:00Z",
                 "participant":[{"actor":{"reference":"Patient/%s"},"status":"accepted"},
                                {"actor":{"reference":"Practitioner/%s"},"status":"accepted"}]}"""
                        .formatted(patient, clinician)));
    }

    static String observation(Caller system, String patient, String code, String category) {
        return id(system.create(observationJson(patient, code, category)));
    }

    static String observationJson(String patient, String code, String category) {
        return """
                {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"urn:test","code":"%s"}]},
                 "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"%s"}]}],
                 "subject":{"reference":"Patient/%s"}}"""
                .formatted(code, category, patient);
    }

    static String id(Caller.Answer created) {
        if (created.status() != 201) {
            throw new IllegalStateException("not created: " + created);
        }
        return created.body().path("id").asText();
    }
}
