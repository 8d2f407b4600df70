package org.practicehub.server.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.Hl7;
import org.practicehub.server.testing.MllpClient;
import org.practicehub.server.testing.Tokens;

/** Messages over a real socket, and what becomes of them in the record. */
class MessagesIT extends MessagesOverASocket {
    /** G22, G24: one positive answer that names the message; then its effect. */
    @Test
    void aMessageIsAnsweredAndApplied() {
        String message = Hl7.adt("A28", "900001", "Abernathy", "Ruth");

        String answer = send(message);

        assertThat(answer).contains("\rMSA|AA|" + controlId(message));
        assertThat(settled(message).getFocus()).isNotEmpty();
        assertThat(patient("900001").getNameFirstRep().getFamily()).isEqualTo("Abernathy");
    }

    /** G1: frames that arrive together are answered in order. */
    @Test
    void severalFramesInOneWriteAreAllAnswered() {
        List<String> messages = List.of(
                Hl7.adt("A28", "900002", "Birch", "One"),
                Hl7.adt("A28", "900003", "Birch", "Two"),
                Hl7.adt("A28", "900004", "Birch", "Three"));
        StringBuilder together = new StringBuilder();
        messages.forEach(message -> together.append(new String(
                MllpClient.frame(message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8)));

        try (MllpClient sender = hub.connect()) {
            sender.write(("\r\n" + together).getBytes(StandardCharsets.UTF_8));

            messages.forEach(message -> assertThat(sender.read()).contains("MSA|AA|" + controlId(message)));
        }
    }

    /** G15: the same bytes again are answered alike, counted, and change nothing. */
    /** G15: a control id that came before with something else in it is told, and the message is processed. */
    /** G12 and G15: what was noticed on arrival is still told when the message has been applied. */
    /** G16: a replay leaves every version as it is. */
    /** G17: a message that is put back is in the order again, and waits for whoever is at the same patient. */
    /** G15: what was refused once is taken when the feed takes it, and not counted as known. */
    /** G22, G26: what cannot be taken is refused with the reason, and kept for people to see. */
    @Test
    void aRefusedMessageSaysWhyAndIsKept() {
        String unknown = Hl7.header("ZZZ^Z99", Hl7.controlId());
        String test = Hl7.adt("A28", "900007", "Eriksen", "Tor").replace("|P|2.5.1", "|T|2.5.1");
        String nameless = Hl7.header("ADT^A28", "") + Hl7.patient("900007", "Eriksen", "Tor");
        String incomplete = Hl7.header("ADT^A28", Hl7.controlId());

        assertThat(send(unknown)).contains("MSA|AR|").contains("|200^");
        assertThat(send(test)).contains("MSA|AR|").contains("|202^");
        assertThat(send(nameless)).contains("MSA|AE|").contains("MSH^1^10|101^");
        assertThat(send(incomplete)).contains("MSA|AE|").contains("PID^1|101^");
        assertThat(part(header(unknown), "state")).contains("refused");
        assertThat(search("Patient?identifier=" + MRN + "|900007").getEntry()).isEmpty();
    }

    /** G23: enhanced mode answers CA, or nothing where the sender wants nothing. */
    @Test
    void enhancedModeIsAnsweredAsTheSenderAsks() {
        String always = Hl7.adt("A28", "900008", "Fontaine", "Lea").replace("|2.5.1|||||", "|2.5.1|||AL|NE|");
        String never = Hl7.adt("A28", "900009", "Fontaine", "Luc").replace("|2.5.1|||||", "|2.5.1|||NE|NE|");

        try (MllpClient sender = hub.connect()) {
            assertThat(sender.send(always)).contains("MSA|CA|" + controlId(always));
            sender.write(MllpClient.frame(never.replace('\n', '\r').getBytes(StandardCharsets.UTF_8)));
            // The connection stays: the next message's answer is the next thing on it.
            assertThat(sender.send(always)).contains("MSA|CA|" + controlId(always));
        }
        settled(never);
    }

    /** S-slot and the life of an appointment: booked, moved, cancelled, always the same resource. */
    @Test
    void anAppointmentLivesThroughItsMessages() {
        Instant start = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        settledAfter(Hl7.booking("S12", "AT-1", "900010", "Gallagher", start));
        Appointment booked = appointment("AT-1");
        settledAfter(Hl7.booking("S13", "AT-1", "900010", "Gallagher", start.plus(1, ChronoUnit.HOURS)));
        Appointment moved = appointment("AT-1");
        settledAfter(Hl7.booking("S15", "AT-1", "900010", "Gallagher", start.plus(1, ChronoUnit.HOURS)));
        Appointment cancelled = appointment("AT-1");

        assertThat(booked.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
        assertThat(moved.getIdElement().getIdPart())
                .isEqualTo(booked.getIdElement().getIdPart());
        assertThat(moved.getStart().toInstant()).isEqualTo(start.plus(1, ChronoUnit.HOURS));
        assertThat(cancelled.getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(slots(cancelled)).isNotEmpty().allMatch(slot -> slot.getStatus() == SlotStatus.FREE);
    }

    /** Strictly in order per patient (G17): of twenty updates the last one stands. */
    @Test
    void updatesOfOnePatientKeepTheirOrder() {
        settledAfter(Hl7.adt("A28", "900011", "Harrow", "Zero"));

        String last = "";
        try (MllpClient sender = hub.connect()) {
            for (int i = 1; i <= 20; i++) {
                last = Hl7.adt("A31", "900011", "Harrow", "Name" + i);
                sender.send(last);
            }
        }
        settled(last);

        assertThat(patient("900011").getNameFirstRep().getGivenAsSingleString()).isEqualTo("Name20");
    }

    /** M1, M2: what was the old chart's is the survivor's, and the old number finds the survivor. */
    @Test
    void aMergeRepoints() {
        Instant start = Instant.now().plus(41, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        settledAfter(Hl7.adt("A28", "900012", "Iverson", "Kay"));
        settledAfter(Hl7.adt("A28", "900013", "Iverson", "Kaye"));
        settledAfter(Hl7.booking("S12", "AT-2", "900013", "Iverson", start));

        settledAfter(Hl7.header("ADT^A40^ADT_A39", Hl7.controlId()) + Hl7.patient("900012", "Iverson", "Kay")
                + "MRG|900013^^^LFP-MRN^MR\n");

        Patient survivor = patient("900012");
        assertThat(survivor.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .contains("900012", "900013");
        assertThat(appointment("AT-2").getParticipant()).anyMatch(of -> of.getActor()
                .getReference()
                .equals("Patient/" + survivor.getIdElement().getIdPart()));
    }

    /** M5: a person takes a merge back; what came since stays with the survivor, and a replay of all does not merge again. */
    @Test
    void aMergeIsTakenBack() {
        Instant start = Instant.now().plus(42, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        settledAfter(Hl7.adt("A28", "900112", "Iverson", "Kay"));
        settledAfter(Hl7.adt("A28", "900113", "Iverson", "Kaye"));
        settledAfter(Hl7.booking("S12", "AT-112", "900113", "Iverson", start));
        String gone = "Patient/" + patient("900113").getIdElement().getIdPart();
        String merge = Hl7.header("ADT^A40^ADT_A39", Hl7.controlId()) + Hl7.patient("900112", "Iverson", "Kay")
                + "MRG|900113^^^LFP-MRN^MR\n";
        settledAfter(merge);
        settledAfter(Hl7.booking("S12", "AT-113", "900113", "Iverson", start.plus(2, ChronoUnit.HOURS)));

        Parameters preview = undo(merge, true);
        assertThat(header(merge))
                .satisfies(one -> assertThat(part(one, "state")).contains("applied"));
        Parameters undone = undo(merge, false);

        assertThat(text(undone)).isEqualTo(text(preview)).contains(gone);
        Patient restored = client.read().resource(Patient.class).withUrl(gone).execute();
        Patient survivor = patient("900112");
        assertThat(restored.getActive()).isTrue();
        assertThat(restored.getLink()).isEmpty();
        assertThat(survivor.getLink()).isEmpty();
        assertThat(survivor.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .doesNotContain("900113");
        assertThat(actors(appointment("AT-112"))).contains(gone);
        assertThat(actors(appointment("AT-113"))).contains("Patient/" + survivor.getIdPart());
        assertThat(part(header(merge), "state")).contains("skipped");
        assertThat(search("Provenance?target=" + gone).getEntry()).anySatisfy(entry -> {
            Provenance provenance = (Provenance) entry.getResource();
            assertThat(provenance.getReasonFirstRep().getText()).isEqualTo("Two sisters");
            assertThat(provenance.getAgentFirstRep().getWho().getReference()).startsWith("Practitioner/");
        });
        assertThatThrownBy(() -> undo(merge, false))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("apart already");
        String born = Hl7.adt("A28", "900114", "Other", "Kay");
        settledAfter(born);
        assertThatThrownBy(() -> undo(born, true))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("has joined nothing");
    }

    private Parameters undo(String message, boolean preview) {
        Parameters said = new Parameters();
        said.addParameter("reason", new StringType("Two sisters"));
        said.addParameter("preview", new BooleanType(preview));
        String token = Tokens.person(hub, "console", "admin", "openid user/MessageHeader.rus")
                .get("access_token")
                .asText();
        return hub.client(token)
                .operation()
                .onInstance(header(message).getIdElement())
                .named("$undo-merge")
                .withParameters(said)
                .execute();
    }

    private static List<String> actors(Appointment appointment) {
        return appointment.getParticipant().stream()
                .map(participant -> participant.getActor().getReference())
                .toList();
    }

    /** G12: a message that two charts answer to is held with a Task; later ones wait; skipping it lets them go. */
    @Test
    void anAmbiguousMessageIsHeldAndLaterOnesWait() {
        settledAfter(Hl7.adt("A28", "900014", "Jansen", "Piet"));
        settledAfter(Hl7.adt("A28", "900015", "Jansen", "Pieter"));
        String ambiguous = Hl7.header("ADT^A31", Hl7.controlId())
                + "PID|1||900014^^^LFP-MRN^MR~900015^^^LFP-MRN^MR||Jansen^P||19800101|M\n";
        send(ambiguous);
        await().atMost(SOON).until(() -> part(header(ambiguous), "state").equals(Optional.of("held")));
        String later = Hl7.adt("A31", "900014", "Jansen", "Petrus");
        send(later);

        assertThat(task(header(ambiguous)).getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(part(header(later), "state")).contains("received");
        operate(header(ambiguous), "$skip");

        settled(later);
        assertThat(patient("900014").getNameFirstRep().getGivenAsSingleString()).isEqualTo("Petrus");
        assertThat(task(header(ambiguous)).getStatus()).isEqualTo(TaskStatus.CANCELLED);
    }

    /** A corrected message takes the place of the held one, in the order too. */
    @Test
    void aHeldMessageCanBeCorrected() {
        settledAfter(Hl7.adt("A28", "900016", "Kessler", "Ann"));
        settledAfter(Hl7.adt("A28", "900017", "Kessler", "Anna"));
        String ambiguous = Hl7.header("ADT^A31", Hl7.controlId())
                + "PID|1||900016^^^LFP-MRN^MR~900017^^^LFP-MRN^MR||Kessler^Annika||19800101|F\n";
        send(ambiguous);
        await().atMost(SOON).until(() -> part(header(ambiguous), "state").equals(Optional.of("held")));
        MessageHeader held = header(ambiguous);

        MessageHeader corrected = client.operation()
                .onInstance(held.getIdElement())
                .named("$fix")
                .withParameter(
                        Parameters.class,
                        "message",
                        new StringType(
                                ambiguous.replace("~900017^^^LFP-MRN^MR", "").replace('\n', '\r')))
                .returnResourceType(MessageHeader.class)
                .execute();

        await().atMost(SOON).until(() -> part(read(corrected), "state").equals(Optional.of("applied")));
        assertThat(part(read(held), "state")).contains("replaced");
        assertThat(patient("900016").getNameFirstRep().getGivenAsSingleString()).isEqualTo("Annika");
    }

    /** A message is shown with its fields named, and what it changed element by element. */
    @Test
    void aMessageIsExplained() {
        String message = Hl7.adt("A28", "900018", "Lombardi", "Gia");
        send(message);
        MessageHeader header = settled(message);

        Parameters segments = inspect(header, "$segments");
        Parameters changes = inspect(header, "$changes");

        assertThat(text(segments)).contains("PID-5", "Patient Name", "Lombardi^Gia");
        assertThat(text(changes)).contains("name[0].family", "Lombardi");
    }
}
