package org.practicehub.mappings.billing;

import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** DFT: P03 and P11 say the same, and differ only in where the diagnoses stand (5.3). */
public final class DftTranslator implements Translator {

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        new Transactions(message, draft).post();
        return draft.finish();
    }
}
