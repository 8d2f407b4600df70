package org.practicehub.mappings.referrals;

import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Draft;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;

/** RRI: what the other side says to a referral of ours. All its events say the same. */
public final class ReferralAnswerTranslator implements Translator {

    @Override
    public Translation translate(Message message, Context context, PresentRecord record) {
        Draft draft = new Draft(message, context, record);
        new ReferralAnswer(message, draft).follow();
        return draft.finish();
    }
}
