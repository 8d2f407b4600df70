package org.practicehub.mappings.orders;

import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** ORM, OMG and ORU by rule 5.6. An answer to an order of ours (ORR, ORG) is about that message and changes nothing here. */
public final class OrderTranslator implements Translator {

    private final Event event;

    public OrderTranslator(Event event) {
        this.event = event;
    }

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        if (event == Event.ORR_O02 || event == Event.ORG_O20) {
            draft.source()
                    .note(Problem.note(Place.of("MSA"), "An answer to a message of ours; the record is not changed."));
        } else if (event == Event.ORU_R01) {
            Subject.of(message, draft).ifPresent(subject -> new Results(subject, draft).apply(message));
        } else {
            Subject.of(message, draft).ifPresent(subject -> new Orders(subject, draft).apply(message));
        }
        return draft.finish();
    }
}
