package org.practicehub.mappings.scheduling;

import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** SRR: what the owner of a calendar says to an appointment that the hub asked for. All its events say the same. */
public final class ScheduleAnswerTranslator implements Translator {

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        new ScheduleAnswer(message, draft).follow();
        return draft.finish();
    }
}
