package org.practicehub.mappings.explain;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.practicehub.mappings.explain.Result.At;
import org.practicehub.mappings.explain.Result.Differences;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Place;

/** What became of each value of one message, told by what is other when another stands in its place. */
final class Fates {

    /** Elements that hold words for people. */
    private static final String WORDS = "(.*\\.)?((modifierE|e)xtension|note)\\[.*|(.*\\.)?(text|comment)";

    private final Trial asSent;
    /** Per place, the stages at which something was other. */
    private final Map<Place, BitSet> reached = new HashMap<>();

    private final Map<Place, Set<At>> atTheEnd = new HashMap<>();

    Fates(Trial asSent) {
        this.asSent = asSent;
    }

    /** Notes how it went with another text there; answers what is other in the end. */
    Differences tried(Place place, Trial other) {
        Differences end = asSent.end().otherIn(other.end());
        Set<At> found = atTheEnd.computeIfAbsent(place, any -> new HashSet<>());
        Stream.of(end.sameResource(), end.otherResource()).forEach(found::addAll);
        if (asSent.stages().size() == other.stages().size()) {
            BitSet stages = reached.computeIfAbsent(place, any -> new BitSet());
            for (int i = 0; i < asSent.stages().size(); i++) {
                if (!asSent.stages()
                        .get(i)
                        .inHand()
                        .otherIn(other.stages().get(i).inHand())
                        .isEmpty()) {
                    stages.set(i);
                }
            }
        }
        return end;
    }

    /** The values that depend on a place. */
    Set<At> dependants(Place place) {
        return atTheEnd.getOrDefault(place, Set.of());
    }

    /** Whether a mapping asks for the field at all. What it does not ask for, it cannot depend on. */
    boolean isAsked(Place place) {
        return asSent.read().stream()
                .anyMatch(read -> read.segment().equals(place.segment())
                        && read.occurrence() == place.occurrence()
                        && read.field() == place.field());
    }

    SentValue of(Field value) {
        Place place = value.place();
        Set<At> found = dependants(place);
        if (!found.isEmpty()) {
            boolean words = found.stream().allMatch(at -> at.path().matches(WORDS));
            return new SentValue(place, value.raw(), words ? Fate.KEPT : Fate.MAPPED, Optional.empty());
        }
        Optional<Origin> drop = drop(place);
        boolean read = asSent.read().stream().anyMatch(place::isTextOf);
        return new SentValue(
                place, value.raw(), drop.isEmpty() && read ? Fate.READ : Fate.DROPPED, drop.map(Origin::toString));
    }

    /** The {@code drop} after which nothing depended on it any more. */
    private Optional<Origin> drop(Place place) {
        int last = reached.getOrDefault(place, new BitSet()).length() - 1;
        return last < 0 || last + 1 >= asSent.stages().size()
                ? Optional.empty()
                : asSent.stages().get(last + 1).drop();
    }
}
