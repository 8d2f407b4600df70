package org.practicehub.mappings.referrals;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** REF: each event by the rules of 5.4. */
public final class ReferralTranslator implements Translator {

    private final Event event;

    public ReferralTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        ReferralEvents events = new ReferralEvents(message, draft);
        switch (event.trigger()) {
            case "I12" -> events.refer();
            case "I13" -> events.modify();
            case "I14" -> events.cancel();
            case "I15" -> events.ask();
            default -> throw new IllegalArgumentException(event + " is not a REF event");
        }
        return draft.finish();
    }
}
