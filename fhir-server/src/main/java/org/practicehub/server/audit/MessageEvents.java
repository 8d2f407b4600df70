package org.practicehub.server.audit;

import java.util.Optional;
import org.practicehub.routes.journal.MessageState;
import org.practicehub.routes.journal.Witness;
import org.practicehub.server.audit.Event.What;

/** An event for each message that was settled, in the transaction that settles it: by whom, about whom, with what effect. */
final class MessageEvents implements Witness {
    private final Commits commits;

    MessageEvents(Commits commits) {
        this.commits = commits;
    }

    @Override
    public void settled(long message, String feed, MessageState state, Optional<String> patient) {
        commits.current().message(feed, state.code(), outcome(state), message, patient);
    }

    @Override
    public void cameAgain(long message, String feed) {
        commits.current().message(feed, "duplicate", What.DONE, message, Optional.empty());
    }

    private static String outcome(MessageState state) {
        return switch (state) {
            case HELD, REFUSED, FAILED -> What.REFUSED;
            case RECEIVED, APPLIED, UNCHANGED, STALE, IGNORED, SKIPPED, REPLACED, WAITING, DELIVERED -> What.DONE;
        };
    }
}
