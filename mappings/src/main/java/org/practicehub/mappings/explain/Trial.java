package org.practicehub.mappings.explain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.overlay.Origin;
import org.practicehub.mappings.problem.Place;

/**
 * How one translation went, as far as it is of use to compare it with another.
 *
 * @param stages what was in hand before the feed's first {@code drop}, after each, and at the end; the end alone where the feed
 *     drops nothing
 * @param read the places that were looked at
 * @param held whether nothing of the message may be applied: it was left off where that was found
 */
record Trial(List<Stage> stages, Set<Place> read, boolean held) {

    /** What was in hand at one moment, and the {@code drop} that had just been carried out, if one had. */
    record Stage(Optional<Origin> drop, Result inHand) {}

    Result end() {
        return stages.get(stages.size() - 1).inHand();
    }
}
