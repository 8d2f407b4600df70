package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.feed.overlay.Rule;
import org.practicehub.mappings.hl7v2.Dictionary;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Remembered;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.record.Translator;
import org.practicehub.mappings.record.Watch;

/** One message, translated as often as is asked: as it was sent, and with another text at a place. */
final class Trials {

    private final Message message;
    private final Context context;
    private final PresentRecord record;
    private final Translator translator;
    private final Set<Origin> drops;

    /** The record is asked the same question once, however many trials there are. */
    Trials(Message message, Context context, PresentRecord record, Translator translator) {
        this.message = message;
        this.context = context;
        this.record = new Remembered(record);
        this.translator = translator;
        this.drops = context.feed().overlay().rules().stream()
                .filter(Rule.Drop.class::isInstance)
                .map(Rule::origin)
                .collect(Collectors.toSet());
    }

    /** The values that the sender gave, each as deep as the sender divided it; without the delimiters themselves. */
    Stream<Field> values() {
        return message.segments().stream()
                .flatMap(segment -> Stream.iterate(1, n -> n + 1)
                        .limit(segment.size())
                        .filter(n -> !segment.name().equals("MSH") || n > 2)
                        .map(segment::field))
                .flatMap(Field::leaves)
                .filter(Field::isPresent);
    }

    /** Whether a value is of those whose fate is told. */
    static boolean isContent(Field value) {
        String segment = value.segment().name();
        return !segment.equals("MSH")
                && Dictionary.fieldName(segment + "-" + value.number())
                        .filter(name -> name.startsWith("Set ID"))
                        .isEmpty();
    }

    /** The translation itself, while somebody looks on. */
    Translation watched(Watch watch) {
        return translator.translate(message.readBy(watch), context, record);
    }

    Trial asSent() {
        Onlooker onlooker = new Onlooker();
        boolean held = watched(onlooker).hold().isPresent();
        return onlooker.seen(held);
    }

    /** With another text at a place. Of a message that would then be held nothing is in hand. */
    Trial with(Place place, String text) {
        Onlooker onlooker = new Onlooker();
        Translation other = translator.translate(message.with(place, text).readBy(onlooker), context, record);
        return other.hold().isPresent()
                ? new Trial(List.of(new Trial.Stage(Optional.empty(), new Result(List.of()))), Set.of(), true)
                : onlooker.seen(false);
    }

    /** Sees what is read, what is there around each drop, and how it ends. */
    private final class Onlooker implements Watch {

        private final List<Trial.Stage> stages = new ArrayList<>();
        private final Set<Place> read = new HashSet<>();
        private Supplier<List<Change>> inHand = List::of;
        private @Nullable Origin drop;

        Trial seen(boolean held) {
            stage(Optional.empty());
            return new Trial(List.copyOf(stages), read, held);
        }

        private void stage(Optional<Origin> after) {
            stages.add(new Trial.Stage(after, new Result(inHand.get())));
        }

        @Override
        public void opened(Supplier<List<Change>> hand) {
            inHand = hand;
        }

        @Override
        public void begins(Origin rule) {
            drop = drops.contains(rule) ? rule : null;
            if (drop != null && stages.isEmpty()) {
                stage(Optional.empty());
            }
        }

        @Override
        public void ends() {
            if (drop != null) {
                stage(Optional.of(drop));
            }
        }

        @Override
        public void read(Place place) {
            read.add(place);
        }
    }
}
