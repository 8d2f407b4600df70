package org.practicehub.mappings;

import java.util.Optional;
import org.practicehub.mappings.billing.BarTranslator;
import org.practicehub.mappings.billing.DftTranslator;
import org.practicehub.mappings.documents.MdmTranslator;
import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.intake.AdtTranslator;
import org.practicehub.mappings.orders.OrderTranslator;
import org.practicehub.mappings.record.Translator;
import org.practicehub.mappings.referrals.ReferralAnswerTranslator;
import org.practicehub.mappings.referrals.ReferralTranslator;
import org.practicehub.mappings.scheduling.ScheduleAnswerTranslator;
import org.practicehub.mappings.scheduling.SiuTranslator;
import org.practicehub.mappings.scheduling.SrmTranslator;

/** Who translates which message. */
public final class Translations {

    private Translations() {}

    /** The translator of a message; empty for a type that is not translated. */
    public static Optional<Translator> of(Message message) {
        return Event.of(message).map(Translations::of);
    }

    private static Translator of(Event event) {
        return switch (event) {
            case BAR_P01, BAR_P02, BAR_P05, BAR_P06, BAR_P12 -> new BarTranslator(event);
            case DFT_P03, DFT_P11 -> new DftTranslator();
            case ADT_A01,
                    ADT_A02,
                    ADT_A03,
                    ADT_A04,
                    ADT_A05,
                    ADT_A06,
                    ADT_A07,
                    ADT_A08,
                    ADT_A11,
                    ADT_A12,
                    ADT_A13,
                    ADT_A14,
                    ADT_A18,
                    ADT_A24,
                    ADT_A28,
                    ADT_A29,
                    ADT_A30,
                    ADT_A31,
                    ADT_A34,
                    ADT_A36,
                    ADT_A37,
                    ADT_A38,
                    ADT_A39,
                    ADT_A40,
                    ADT_A41,
                    ADT_A42,
                    ADT_A43,
                    ADT_A44,
                    ADT_A45,
                    ADT_A47 -> new AdtTranslator(event);
            case OMG_O19, ORG_O20, ORM_O01, ORR_O02, ORU_R01 -> new OrderTranslator(event);
            case SIU_S12,
                    SIU_S13,
                    SIU_S14,
                    SIU_S15,
                    SIU_S16,
                    SIU_S17,
                    SIU_S18,
                    SIU_S19,
                    SIU_S20,
                    SIU_S21,
                    SIU_S22,
                    SIU_S23,
                    SIU_S24,
                    SIU_S26 -> new SiuTranslator(event);
            case SRM_S01, SRM_S02, SRM_S03, SRM_S04, SRM_S05, SRM_S06, SRM_S07, SRM_S08, SRM_S09, SRM_S10, SRM_S11 ->
                new SrmTranslator(event);
            case SRR_S01, SRR_S02, SRR_S03, SRR_S04 -> new ScheduleAnswerTranslator();
            case REF_I12, REF_I13, REF_I14, REF_I15 -> new ReferralTranslator(event);
            case RRI_I12, RRI_I13, RRI_I14, RRI_I15 -> new ReferralAnswerTranslator();
            case MDM_T01, MDM_T02, MDM_T03, MDM_T04, MDM_T05, MDM_T06, MDM_T07, MDM_T08, MDM_T09, MDM_T10, MDM_T11 ->
                new MdmTranslator(event);
        };
    }
}
