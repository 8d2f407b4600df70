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
            case ADT_A02 -> new VisitMoves(message, draft).transfer();
            case ADT_A03 -> new VisitEvents(message, draft).end();
            case ADT_A04 -> new VisitEvents(message, draft).register();
            case ADT_A05, ADT_A14 -> new VisitPlans(message, draft).plan();
            case ADT_A06, ADT_A07 -> new VisitMoves(message, draft).changeKind();
            case ADT_A08 -> new VisitEvents(message, draft).update();
            case ADT_A11 -> new VisitEvents(message, draft).cancel();
            case ADT_A12 -> new VisitMoves(message, draft).takeBack();
            case ADT_A13 -> new VisitEvents(message, draft).reopen();
            case ADT_A18, ADT_A30, ADT_A34, ADT_A39, ADT_A40 -> new MergeEvents(message, draft).merge();
            case ADT_A24 -> new LinkEvents(message, draft).link();
            case ADT_A28 -> new PersonEvents(message, draft).add();
            case ADT_A29 -> new PersonEvents(message, draft).remove();
            case ADT_A31 -> new PersonEvents(message, draft).update();
            case ADT_A36 -> new MergeEvents(message, draft).mergeWithAccounts();
            case ADT_A37 -> new LinkEvents(message, draft).unlink();
            case ADT_A38 -> new VisitPlans(message, draft).cancel();
            case ADT_A41 -> new AccountEvents(message, draft).merge();
            case ADT_A42 -> new VisitMerge(message, draft).merge();
            case ADT_A43 -> new NumberEvents(message, draft).move();
            case ADT_A44 -> new AccountEvents(message, draft).move();
            case ADT_A45 -> new VisitMerge(message, draft).move();
            case ADT_A47 -> new NumberEvents(message, draft).change();
            default -> throw new IllegalArgumentException(event + " is not an ADT event");
        }
        return draft.finish();
    }
}
