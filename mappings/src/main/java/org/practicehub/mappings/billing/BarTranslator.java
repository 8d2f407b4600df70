package org.practicehub.mappings.billing;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** BAR: each event by its line of 5.3. */
public final class BarTranslator implements Translator {

    private final Event event;

    public BarTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        AccountEvents events = new AccountEvents(message, draft);
        switch (event.trigger()) {
            case "P01" -> events.add();
            case "P02" -> events.purge();
            case "P05" -> events.update();
            case "P06" -> events.end();
            case "P12" -> events.code();
            default -> throw new IllegalArgumentException(event + " is not a BAR event");
        }
        return draft.finish();
    }
}
