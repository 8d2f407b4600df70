package org.practicehub.mappings.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.explain.Result.At;
import org.practicehub.mappings.explain.Result.Differences;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;

/**
 * Explains a message by translating it again: once while looking on, which tells the lines that write, and once for each of its
 * values with another in its place, which tells what depends on it. Nothing of this happens when a message comes in.
 */
public final class Explainer {

    private final Feed feed;
    private final Trials trials;
    private final Fates fates;
    private final Trace trace = new Trace();

    /**
     * The places on which values depend: by what is written there; by what is written there and says which resource it is; only
     * by whether something is written there. What the first explains needs no other.
     */
    private final Map<At, Set<Place>> byValue = new HashMap<>();

    private final Map<At, Set<Place>> byIdentity = new HashMap<>();

    /** Of the first, those where any other text would have done, and not only another code that the hub knows. */
    private final Map<At, Set<Place>> byForm = new HashMap<>();

    private final Map<At, Set<Place>> byPresence = new HashMap<>();
    private final Map<Place, String> texts = new LinkedHashMap<>();

    private Explainer(Feed feed, Trials trials) {
        this.feed = feed;
        this.trials = trials;
        this.fates = new Fates(trials.asSent());
    }

    /**
     * Explains what comes of a message when the record is as it is given; empty for a type that is not translated. The
     * Provenance, which says the same of the message as a whole, is not explained.
     */
    public static Optional<Explanation> explain(Message message, Context context, PresentRecord record) {
        return Translations.of(message)
                .map(translator -> new Trials(message, context, record, translator))
                .map(trials -> new Explainer(context.feed(), trials).explain());
    }

    private Explanation explain() {
        Translation translation = trials.watched(trace);
        List<Change> inHand = trace.close();
        trials.values().forEach(field -> question(Probe.of(field, feed)));
        List<Explained> values = new ArrayList<>();
        inHand.forEach(change -> explain(change, values));
        List<SentValue> sent =
                trials.values().filter(Trials::isContent).map(fates::of).toList();
        return new Explanation(translation, values, sent);
    }

    private void question(Probe probe) {
        texts.put(probe.place(), probe.text());
        for (String other : probe.others()) {
            Differences different = fates.tried(probe.place(), trials.with(probe.place(), other));
            note(different.sameResource(), probe.place(), byValue);
            note(different.otherResource(), probe.place(), byIdentity);
            if (other.equals(probe.others().get(0))) {
                note(different.sameResource(), probe.place(), byForm);
            }
        }
        note(fates.tried(probe.place(), trials.with(probe.place(), "")).sameResource(), probe.place(), byPresence);
    }

    private static void note(Set<At> different, Place place, Map<At, Set<Place>> found) {
        different.forEach(
                at -> found.computeIfAbsent(at, any -> new LinkedHashSet<>()).add(place));
    }

    private void explain(Change change, List<Explained> values) {
        Map<String, String> before = change.before().map(Leaves::of).orElse(Map.of());
        Map<String, String> now = Leaves.of(change.resource());
        now.forEach((path, value) -> values.add(explained(change, path, value, Optional.ofNullable(before.get(path)))));
        before.forEach((path, value) -> {
            if (!now.containsKey(path)) {
                values.add(new Explained(
                        change.reference(),
                        path,
                        "",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(value)));
            }
        });
    }

    private Explained explained(Change change, String path, String value, Optional<String> before) {
        At at = new At(change.reference(), path);
        List<Place> from = sources(at, value);
        Optional<Place> first = from.stream().findFirst();
        Optional<String> rule = trace.rule(change.reference(), path, first);
        Optional<String> sent = first.map(this::text).filter(text -> !text.equals(value));
        return new Explained(change.reference(), path, value, from, rule, sent, before);
    }

    /** The place whose text this is comes first; then the place that decides least else. */
    private List<Place> sources(At at, String value) {
        return Stream.of(byValue, byIdentity, byPresence)
                .flatMap(kind -> Stream.ofNullable(kind.get(at)))
                .findFirst()
                .orElse(Set.of())
                .stream()
                .sorted(Comparator.comparing((Place place) -> !text(place).equals(value))
                        .thenComparing(place -> !value.contains(text(place)))
                        .thenComparing(
                                place -> !byForm.getOrDefault(at, Set.of()).contains(place))
                        .thenComparing(place -> fates.dependants(place).size()))
                .toList();
    }

    private String text(Place place) {
        return texts.getOrDefault(place, "");
    }
}
