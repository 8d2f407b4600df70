package org.practicehub.routes.outbound;

import java.util.List;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.tasks.MessageTasks;

/**
 * What a system says later, by a message of its own, of one that left for it: the application acknowledgement of enhanced mode
 * (HL7 section 2.9.3). Acknowledged on the line and refused by the application is refused.
 */
public class Answers {
    private final Departures departures;
    private final FhirStore store;

    public Answers(Departures departures, FhirStore store) {
        this.departures = departures;
        this.store = store;
    }

    /** Takes note, if the message answers one that left for this feed. */
    public void take(Feed feed, Message message) {
        if (feed.sending().isEmpty()) {
            return;
        }
        Answer.of(message)
                .ifPresent(answer -> store.unit(unit -> {
                    departures.sent(feed.id(), answer.controlId()).ifPresent(sent -> {
                        List<Problem> problems = answer.isGood() ? List.of() : List.of(answer.problem());
                        MessageState state = answer.isGood() ? MessageState.DELIVERED : MessageState.FAILED;
                        departures.settle(sent, feed.id(), state, answer.code(), problems);
                        problems.forEach(why -> MessageTasks.refused(sent.id(), why, unit));
                    });
                    return answer;
                }));
    }
}
