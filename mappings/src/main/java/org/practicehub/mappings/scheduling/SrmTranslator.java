package org.practicehub.mappings.scheduling;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** SRM: what another system asks of the practice's calendar (section 10.3 of the standard). */
public final class SrmTranslator implements Translator {

    private final Event event;

    public SrmTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        switch (event) {
            case SRM_S01 -> new RequestEvents(message, draft).request();
            case SRM_S02 -> new RequestEvents(message, draft).change("Another time is asked for");
            case SRM_S03, SRM_S07, SRM_S08, SRM_S09, SRM_S10, SRM_S11 ->
                new RequestEvents(message, draft).change("A change is asked for");
            case SRM_S04, SRM_S05 -> new RequestEndings(message, draft).withdraw();
            case SRM_S06 -> new RequestEndings(message, draft).delete();
            default -> throw new IllegalArgumentException(event + " is not a SRM event");
        }
        return draft.finish();
    }
}
