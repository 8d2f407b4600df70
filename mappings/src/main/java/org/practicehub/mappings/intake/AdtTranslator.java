package org.practicehub.mappings.intake;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** ADT: each event by its row of table 5.1. */
public final class AdtTranslator implements Translator {

    private final Event event;

    public AdtTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        switch (event) {
            case ADT_A01 -> new VisitEvents(message, draft).admit();
            case ADT_A03 -> new VisitEvents(message, draft).end();
            case ADT_A04 -> new VisitEvents(message, draft).register();
            case ADT_A08 -> new VisitEvents(message, draft).update();
            case ADT_A11 -> new VisitEvents(message, draft).cancel();
            case ADT_A13 -> new VisitEvents(message, draft).reopen();
            case ADT_A28 -> new PersonEvents(message, draft).add();
            case ADT_A31 -> new PersonEvents(message, draft).update();
            case ADT_A40 -> new MergeEvents(message, draft).merge();
            case SIU_S12, SIU_S13, SIU_S14, SIU_S15, SIU_S17, SIU_S26 ->
                throw new IllegalArgumentException(event + " is not an ADT event");
        }
        return draft.finish();
    }
}
