package org.practicehub.mappings.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.problem.Problem;

/**
 * What one message asks of the record.
 *
 * @param changes what to write, in one transaction; the last one is the Provenance. Empty when nothing changes (G16)
 * @param confirmed resources that the message spoke of and that are already as it says: not written, but their
 *     {@link Mark} moves on, or an older event that comes later would pass for news (G18)
 * @param inPassing resources that are written without the message being their last event: their {@link Mark} stays
 * @param stale resources that a later event has been applied to, which the message therefore leaves alone (G18)
 * @param problems what was wrong or had to be assumed
 * @param hold the reason why nothing may be applied and a person must decide; then there are no changes
 * @param eventTime EVN-2, else MSH-7, else when it was received
 * @param about the resources the message is about, patient first: {@code Patient/x}
 */
public record Translation(
        List<Change> changes,
        List<String> confirmed,
        List<String> inPassing,
        List<String> stale,
        List<Problem> problems,
        Optional<Problem> hold,
        Instant eventTime,
        List<String> about) {

    public Translation {
        changes = List.copyOf(changes);
        confirmed = List.copyOf(confirmed);
        inPassing = List.copyOf(inPassing);
        stale = List.copyOf(stale);
        problems = List.copyOf(problems);
        about = List.copyOf(about);
    }

    /** Nothing is applied; the message waits for a person. */
    static Translation held(Problem why, List<Problem> problems, Instant eventTime, List<String> about) {
        return new Translation(
                List.of(), List.of(), List.of(), List.of(), problems, Optional.of(why), eventTime, about);
    }
}
