package org.practicehub.mappings.outbound;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reply;
import org.practicehub.mappings.hl7v2.Writer;

/**
 * The answer to a request for an appointment, once somebody has decided it: SRR, the response to the SRM that brought it (section
 * 10.3 of the standard). Pure: time and control id are the caller's, and so is the sending.
 */
public final class SrrMessage {

    private static final Set<AppointmentStatus> WAITING =
            EnumSet.of(AppointmentStatus.PROPOSED, AppointmentStatus.PENDING, AppointmentStatus.WAITLIST);

    private SrrMessage() {}

    /** Whether a change says to the requester how the request stands: it waited, and is in another state now. */
    public static boolean answers(Appointment before, Appointment after) {
        return WAITING.contains(before.getStatus())
                && after.getStatus() != before.getStatus()
                && after.getStatus() != AppointmentStatus.PROPOSED;
    }

    /**
     * How the request stands. That it was refused is SCH-25's to say: the message itself was taken.
     *
     * @param original the SRM that asked
     * @param at when the answer is made
     * @param controlId MSH-10 of the answer
     */
    public static byte[] of(
            Appointment appointment, Message original, Feed feed, Directory directory, Instant at, String controlId) {
        Reply reply = new Reply(original, feed);
        Writer out = reply.body();
        Values values = new Values(feed, out);
        out.segment("MSA", List.of("AA", original.header().field(10).raw())); // MSA-1, MSA-2
        AppointmentToSch.write(appointment, feed.sending().orElseThrow(), values, out);
        OutboundMessage.patients(appointment, directory, values, out);
        new ParticipantsToResources(appointment, Optional.empty(), directory, values, out).write();
        return reply.bytes("SRR", original.trigger(), "SRR_S01", at, controlId);
    }
}
