package org.practicehub.mappings.outbound;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Resource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.hl7v2.Writer;

/**
 * A change of the record as the message that tells a system of it. The same change, feed and record give the same bytes but
 * for the time and the control id, which are the caller's.
 */
public final class OutboundMessage {

    private final Feed feed;
    private final Sending sending;
    private final Directory directory;
    private final Writer out = Writer.usual();
    private final Values values;

    private OutboundMessage(Feed feed, Sending sending, Directory directory) {
        this.feed = feed;
        this.sending = sending;
        this.directory = directory;
        this.values = new Values(feed, out);
    }

    /**
     * @param before the resource as the receiver knows it; empty when it is new to it
     * @param at when the message is made, MSH-7
     * @param controlId MSH-10
     */
    public static byte[] of(
            OutboundEvent event,
            Optional<Resource> before,
            Resource after,
            Feed feed,
            Directory directory,
            Instant at,
            String controlId) {
        Sending sending = feed.sending().orElseThrow();
        OutboundMessage message = new OutboundMessage(feed, sending, directory);
        Charset charset = SendingToMsh.write(event, feed, message.values, message.out, at, controlId);
        switch (event.type()) {
            case "SIU" -> message.schedule((Appointment) after, before.map(Appointment.class::cast));
            case "DFT" -> message.charge((ChargeItem) after, before.map(ChargeItem.class::cast), at);
            case "SRM" -> message.request((Appointment) after, before.map(Appointment.class::cast));
            default -> message.person(event, (Patient) after, at);
        }
        return message.out.message().getBytes(charset);
    }

    private String time(Instant at) {
        return SendingToMsh.time(at, feed);
    }

    private void schedule(Appointment appointment, Optional<Appointment> before) {
        AppointmentToSch.write(appointment, sending, values, out);
        patients(appointment, directory, values, out);
        new ParticipantsToResources(appointment, before, directory, values, out).write();
    }

    /** SRM has ARQ where SIU has SCH: the appointment that is asked for. */
    private void request(Appointment appointment, Optional<Appointment> before) {
        AppointmentToArq.write(appointment, values, out);
        patients(appointment, directory, values, out);
        new ParticipantsToResources(appointment, before, directory, values, out).write();
    }

    static void patients(Appointment appointment, Directory directory, Values values, Writer out) {
        int set = 1;
        for (Appointment.AppointmentParticipantComponent participant : appointment.getParticipant()) {
            Optional<Patient> patient = directory.find(participant.getActor(), Patient.class);
            if (patient.isPresent()) {
                PatientToPid.write(patient.get(), set++, values, out);
            }
        }
    }

    /** What was told before is taken back first; then it is told as it is now. */
    private void charge(ChargeItem charge, Optional<ChargeItem> before, Instant at) {
        out.segment("EVN", List.of("", time(at))); // EVN-2
        Optional<Account> account = charge.getAccount().stream()
                .flatMap(reference -> directory.find(reference, Account.class).stream())
                .findFirst();
        directory
                .find(charge.getSubject(), Patient.class)
                .ifPresent(patient -> PatientToPid.write(patient, 1, account, values, out));
        directory
                .find(charge.getContext(), Encounter.class)
                .ifPresent(visit -> EncounterToPv1.write(visit, directory, values, out));
        ChargeItemToFt1 lines = new ChargeItemToFt1(directory, values, out, time(at));
        before.filter(OutboundEvents::counts).ifPresent(lines::credit);
        if (OutboundEvents.counts(charge)) {
            lines.charge(charge);
        }
    }

    private void person(OutboundEvent event, Patient patient, Instant at) {
        out.segment("EVN", List.of("", time(at))); // EVN-2
        if (event == OutboundEvent.ADT_A40) {
            merge(patient);
        } else {
            PatientToPid.write(patient, 1, values, out);
            out.segment("PV1", List.of("1", "N")); // PV1-2
        }
    }

    /** PID says who stays, MRG who goes. */
    private void merge(Patient gone) {
        gone.getLink().stream()
                .filter(link -> link.getType() == LinkType.REPLACEDBY)
                .flatMap(link -> directory.find(link.getOther(), Patient.class).stream())
                .findFirst()
                .ifPresent(stays -> PatientToPid.write(stays, 1, values, out));
        out.segment(
                "MRG",
                List.of(out.repetitions(
                        PatientToPid.identifiers(gone).map(values::cx).toList()))); // MRG-1
    }
}
