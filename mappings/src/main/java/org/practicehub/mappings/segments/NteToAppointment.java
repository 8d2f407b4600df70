package org.practicehub.mappings.segments;

import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;

/** NTE → Appointment.comment: all the notes of a message, one a line (5.2, S-part). */
public final class NteToAppointment {

    private NteToAppointment() {}

    public static void apply(Message message, Appointment appointment) {
        List<Segment> notes = message.each("NTE").toList();
        String comment = notes.stream()
                .map(nte -> nte.field(3).runningText()) // NTE-3
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        if (!comment.isEmpty()) {
            appointment.setComment(comment);
        } else if (notes.stream().anyMatch(nte -> nte.field(3).isCleared())) {
            appointment.setComment(null);
        }
    }
}
