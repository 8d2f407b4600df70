package org.practicehub.mappings.scheduling;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** SIU: each event by its row of table 5.2. */
public final class SiuTranslator implements Translator {

    private final Event event;

    public SiuTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        switch (event) {
            case SIU_S12 -> new AppointmentEvents(message, draft).book();
            case SIU_S13 -> new AppointmentEvents(message, draft).reschedule();
            case SIU_S14 -> new AppointmentEvents(message, draft).modify();
            case SIU_S15 -> new AppointmentEndings(message, draft).cancel();
            case SIU_S16 -> new AppointmentEndings(message, draft).discontinue();
            case SIU_S17 -> new AppointmentEndings(message, draft).delete();
            case SIU_S18, SIU_S19, SIU_S20, SIU_S21, SIU_S22 -> new AppointmentEvents(message, draft).changeResources();
            case SIU_S23 -> new BlockedTime(message, draft).block();
            case SIU_S24 -> new BlockedTime(message, draft).open();
            case SIU_S26 -> new AppointmentEndings(message, draft).miss();
            default -> throw new IllegalArgumentException(event + " is not a SIU event");
        }
        return draft.finish();
    }
}
