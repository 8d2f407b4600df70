package org.practicehub.mappings.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.practicehub.mappings.directory.Patients;
import org.practicehub.mappings.hl7v2.Group;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.Token;
import org.practicehub.mappings.segments.ObxToObservation;

/**
 * The OBX segments of an ADT message → what was measured when the patient came: height, weight. There is no order to know
 * them by: patient, visit, code, sub-id and time make one, so that a weight that is sent again is the same weight.
 */
final class Observations {

    private static final String MEASURED = "urn:x-hub:measured";

    private Observations() {}

    static void apply(Message message, Patient patient, Optional<Encounter> visit, Draft draft) {
        for (Group obx : message.groups("OBX", Set.of("NTE"))) {
            if (obx.first().field(3).isPresent()) { // OBX-3
                Token token = token(message, obx.first(), draft);
                Observation observation = draft.find(Observation.class, List.of(token)).stream()
                        .findFirst()
                        .orElseGet(() -> create(token, patient, visit, draft));
                draft.edit(observation)
                        .ifPresent(copy -> ObxToObservation.apply(obx.first(), obx.each("NTE"), copy, draft));
            }
        }
    }

    /** By what the message says, and not by whom it leads to: after a merge that is another, and the weight the same. */
    private static Token token(Message message, Segment obx, Draft draft) {
        Stream<String> who =
                Patients.identity(message.one("PID"), draft).stream().limit(1).map(Token::toString);
        Stream<String> what = Stream.of(
                message.optional("PV1").map(pv1 -> pv1.field(19).text()).orElse(""), // PV1-19
                obx.field(3).component(3).text() + ":" + obx.field(3).text(), // OBX-3
                obx.field(4).text(), // OBX-4
                obx.field(14).text()); // OBX-14
        return new Token(MEASURED, Stream.concat(who, what).collect(Collectors.joining("/")));
    }

    private static Observation create(Token token, Patient patient, Optional<Encounter> visit, Draft draft) {
        Observation observation = new Observation().setSubject(new Reference(Draft.reference(patient)));
        visit.ifPresent(encounter -> observation.setEncounter(new Reference(Draft.reference(encounter))));
        observation.addIdentifier().setSystem(token.system()).setValue(token.value());
        return draft.create(observation, token);
    }
}
