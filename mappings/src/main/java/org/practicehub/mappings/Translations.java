package org.practicehub.mappings;

import java.util.Optional;
import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.intake.AdtTranslator;
import org.practicehub.mappings.record.Translator;
import org.practicehub.mappings.scheduling.SiuTranslator;

/** Who translates which message. */
public final class Translations {

    private Translations() {}

    /** The translator of a message; empty for a type that is not translated. */
    public static Optional<Translator> of(Message message) {
        return Event.of(message).map(Translations::of);
    }

    private static Translator of(Event event) {
        return switch (event) {
            case ADT_A01, ADT_A03, ADT_A04, ADT_A08, ADT_A11, ADT_A13, ADT_A28, ADT_A31, ADT_A40 ->
                new AdtTranslator(event);
            case SIU_S12, SIU_S13, SIU_S14, SIU_S15, SIU_S17, SIU_S26 -> new SiuTranslator(event);
        };
    }
}
