package org.practicehub.mappings.documents;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** MDM: each event by the rules of 5.5. Of each pair the first only tells of what the second brings. */
public final class MdmTranslator implements Translator {

    private final Event event;

    public MdmTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        DocumentEvents events = new DocumentEvents(message, draft);
        switch (event.trigger()) {
            case "T01", "T02" -> events.file();
            case "T03", "T04", "T07", "T08" -> events.change();
            case "T05", "T06" -> events.append();
            case "T09", "T10" -> events.replace();
            case "T11" -> events.cancel();
            default -> throw new IllegalArgumentException(event + " is not an MDM event");
        }
        return draft.finish();
    }
}
