package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.TestHub;

/** Sends messages over a real socket and looks up what became of them. */
abstract class MessagesOverASocket {
    static final Duration SOON = Duration.ofSeconds(20);
    static final String MRN = "urn:oid:2.999.10.1";

    final TestHub hub = TestHub.shared();
    final IGenericClient client = hub.client();

    String send(String message) {
        try (MllpClient sender = hub.connect()) {
            return sender.send(message);
        }
    }

    void settledAfter(String message) {
        assertThat(send(message)).contains("MSA|AA|");
        settled(message);
    }

    MessageHeader settled(String message) {
        await().atMost(SOON).until(() -> part(header(message), "state").equals(Optional.of("applied")));
        return header(message);
    }

    MessageHeader header(String message) {
        Bundle found = search("MessageHeader?identifier=" + controlId(message));
        // A message without a control id is found by its type.
        return (MessageHeader) found.getEntryFirstRep().getResource();
    }

    MessageHeader read(MessageHeader header) {
        return client.read()
                .resource(MessageHeader.class)
                .withId(header.getIdElement().getIdPart())
                .execute();
    }

    static Optional<String> part(MessageHeader header, String name) {
        return Optional.ofNullable(
                        header.getExtensionByUrl("urn:x-hub:extension:message").getExtensionByUrl(name))
                .map(part -> part.getValueAsPrimitive().getValueAsString());
    }

    void operate(MessageHeader header, String operation) {
        client.operation()
                .onInstance(header.getIdElement())
                .named(operation)
                .withNoParameters(Parameters.class)
                .returnResourceType(MessageHeader.class)
                .execute();
    }

    Parameters inspect(MessageHeader header, String operation) {
        return client.operation()
                .onInstance(header.getIdElement())
                .named(operation)
                .withNoParameters(Parameters.class)
                .useHttpGet()
                .execute();
    }

    String text(Parameters parameters) {
        return ca.uhn.fhir.context.FhirContext.forR4Cached().newJsonParser().encodeResourceToString(parameters);
    }

    Task task(MessageHeader header) {
        return search("Task?_count=500&_sort=-_lastUpdated").getEntry().stream()
                .map(entry -> (Task) entry.getResource())
                .filter(task -> task.getFocus()
                        .getIdentifier()
                        .getValue()
                        .equals(header.getIdElement().getIdPart()))
                .findFirst()
                .orElseThrow();
    }

    Patient patient(String mrn) {
        return (Patient) search("Patient?identifier=" + MRN + "|" + mrn)
                .getEntryFirstRep()
                .getResource();
    }

    Appointment appointment(String filler) {
        return (Appointment) search("Appointment?identifier=urn:oid:2.999.10.3|" + filler)
                .getEntryFirstRep()
                .getResource();
    }

    List<Slot> slots(Appointment appointment) {
        return appointment.getSlot().stream()
                .map(reference -> client.read()
                        .resource(Slot.class)
                        .withId(reference.getReferenceElement().getIdPart())
                        .execute())
                .toList();
    }

    Bundle search(String url) {
        return client.search().byUrl(url).returnBundle(Bundle.class).execute();
    }

    static String controlId(String message) {
        return message.split("\n")[0].split("\\|")[9];
    }

    static String msa(String answer) {
        return answer.substring(answer.indexOf("MSA|")).split("\r")[0];
    }
}
