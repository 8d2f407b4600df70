package org.practicehub.mappings.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translator;

/**
 * What a message loses on its way: the fate of each of its values, without what came of them. Cheaper than to explain it: a
 * value needs no more trials once one has made a difference.
 */
public final class Losses {

    private Losses() {}

    /**
     * What one message loses.
     *
     * @param held whether it cannot be applied as it is; what would become of it is then not known
     * @param sent the fates, in the order of the message; none when it is held
     */
    public record Lost(boolean held, List<SentValue> sent) {}

    /**
     * The fates when the message meets an empty record: what a mapping takes is asked here, and not what was known already. Empty
     * for a type that is not translated.
     */
    public static Optional<Lost> of(Message message, Context context) {
        return Translations.of(message).map(translator -> of(message, context, translator));
    }

    private static Lost of(Message message, Context context, Translator translator) {
        Trials trials = new Trials(message, context, new MemoryRecord(), translator);
        Trial asSent = trials.asSent();
        if (asSent.held()) {
            return new Lost(true, List.of());
        }
        Fates fates = new Fates(asSent);
        List<SentValue> sent = trials.values()
                .filter(Trials::isContent)
                .map(value -> {
                    if (fates.isAsked(value.place())) {
                        question(value, trials, fates, context);
                    }
                    return fates.of(value);
                })
                .toList();
        return new Lost(false, sent);
    }

    private static void question(Field value, Trials trials, Fates fates, Context context) {
        List<String> others = Stream.concat(Probe.of(value, context.feed()).others().stream(), Stream.of(""))
                .toList();
        for (String other : others) {
            if (!fates.tried(value.place(), trials.with(value.place(), other)).isEmpty()) {
                return;
            }
        }
    }
}
