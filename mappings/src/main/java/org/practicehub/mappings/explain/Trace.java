package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Base;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Watch;

/**
 * Which line wrote what, found by looking at the resources each time the message is read from another line than before: what
 * has changed since was written between the two.
 */
final class Trace implements Watch {

    /** A moment of the translation: the lines that were being carried out, the innermost first, or the feed's rule. */
    private record Moment(int number, List<Line> lines, @Nullable Origin rule) {

        boolean isWhere(Moment other) {
            return lines.equals(other.lines) && Objects.equals(rule, other.rule);
        }

        String told() {
            return rule != null
                    ? rule.toString()
                    : Line.telling(lines).map(Line::toString).orElse("");
        }
    }

    private record At(String resource, String path) {}

    /** The moments between which something was written. */
    private record Written(Moment from, Moment to) {

        int at() {
            return from.number();
        }
    }

    private record Reading(Place place, Moment when) {}

    /** A value as it was last seen, and when it was written; never, when it was met. */
    private record Seen(Base element, String value, Optional<Written> written) {}

    private static final Moment BEFORE_ALL = new Moment(0, List.of(), null);

    private final Map<At, Seen> seen = new HashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private int moments;
    private Supplier<List<Change>> inHand = List::of;
    private Moment last = BEFORE_ALL;
    private @Nullable Origin rule;

    @Override
    public void opened(Supplier<List<Change>> hand) {
        inHand = hand;
    }

    @Override
    public void begins(Origin origin) {
        look(present());
        rule = origin;
        last = present();
    }

    @Override
    public void ends() {
        look(present());
        rule = null;
        last = present();
    }

    @Override
    public void read(Place place) {
        Moment now = present();
        if (!now.isWhere(last)) {
            look(now);
        }
        last = now;
        readings.add(new Reading(place, now));
    }

    /** The last look, when all is done; what is in hand then. */
    List<Change> close() {
        look(BEFORE_ALL);
        return inHand.get();
    }

    private Moment present() {
        return new Moment(++moments, Line.present(), rule);
    }

    private void look(Moment now) {
        for (Change change : inHand.get()) {
            Map<String, String> met = change.before().map(Leaves::of).orElse(Map.of());
            Leaves.elements(change.resource()).forEach((path, element) -> {
                At at = new At(change.reference(), path);
                Seen before = seen.get(at);
                String value = element.primitiveValue();
                if (before == null && value.equals(met.get(path))) {
                    seen.put(at, new Seen(element, value, Optional.empty()));
                } else if (before == null
                        || before.element() != element
                        || !before.value().equals(value)) {
                    seen.put(at, new Seen(element, value, Optional.of(new Written(last, now))));
                }
            });
        }
        last = now;
    }

    /**
     * The rule that a value is owed to: the feed's, if one wrote it; else the line that read its place before it was written,
     * which is nearer to the matter than the one that puts a whole list into the resource; else the line that wrote it. Empty
     * when it was met as it is and the message says nothing of it.
     */
    Optional<String> rule(String resource, String path, Optional<Place> place) {
        Optional<Written> written =
                Optional.ofNullable(seen.get(new At(resource, path))).flatMap(Seen::written);
        Optional<Moment> read =
                place.map(this::readings).flatMap(moments -> lastBefore(moments, written.map(Written::at)));
        Optional<Moment> byTheFeed = written.map(Written::from).filter(moment -> moment.rule() != null);
        return byTheFeed
                .or(() -> read)
                .map(Moment::told)
                .filter(told -> !told.isEmpty())
                .or(() -> written.map(
                        wrote -> Line.between(wrote.from().lines(), wrote.to().lines())));
    }

    private List<Moment> readings(Place place) {
        return readings.stream()
                .filter(reading -> reading.place().isTextOf(place))
                .map(Reading::when)
                .toList();
    }

    /** The last reading before something was written; where nothing was, the last of all by a mapping of a segment. */
    private static Optional<Moment> lastBefore(List<Moment> moments, Optional<Integer> written) {
        return moments.stream()
                .filter(moment -> written.map(at -> moment.number() <= at)
                        .orElseGet(() -> moment.rule() != null
                                || moment.lines().stream()
                                        .findFirst()
                                        .filter(Line::isOfSegment)
                                        .isPresent()))
                .reduce((first, second) -> second)
                .or(() -> moments.stream().reduce((first, second) -> second));
    }
}
