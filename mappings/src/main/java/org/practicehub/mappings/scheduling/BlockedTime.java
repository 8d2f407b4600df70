package org.practicehub.mappings.scheduling;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.segments.SchToAppointment;

/** S23 and S24: time in a calendar that is blocked, and opened again. There is no appointment (5.2). */
final class BlockedTime {

    private final Message message;
    private final Draft draft;
    private final AppointmentContent content;

    BlockedTime(Message message, Draft draft) {
        this.message = message;
        this.draft = draft;
        this.content = new AppointmentContent(message, draft);
    }

    /** S23. */
    void block() {
        take(SlotStatus.BUSYUNAVAILABLE);
    }

    /** S24: of the block with the same number. */
    void open() {
        take(SlotStatus.FREE);
    }

    private void take(SlotStatus status) {
        Segment sch = message.one("SCH");
        if (!draft.feed().ownsSchedule()) {
            draft.source()
                    .note(Problem.note(Place.of("SCH"), "This feed's calendar is not kept here; nothing was taken."));
        } else if (!content.hasTime()) {
            draft.hold(Problem.error(
                    Code.REQUIRED_MISSING, Place.of("SCH", 11), "The message does not say from when to when it is."));
        } else {
            // Written on for its time and resources alone, and not kept.
            Appointment block = new Appointment();
            String number =
                    SchToAppointment.identity(sch, draft.source()).get(0).toString();
            block.setId("blocked-" + URLEncoder.encode(number, StandardCharsets.UTF_8));
            content.writeTaken(block);
            new Slots(block, draft).take(status);
        }
    }
}
