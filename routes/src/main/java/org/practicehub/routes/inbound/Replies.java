package org.practicehub.routes.inbound;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Acknowledgement;
import org.practicehub.mappings.hl7v2.Event;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.referrals.RriMessage;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.outbound.Departures;

/**
 * The application acknowledgements of enhanced mode (HL7 section 2.9.3; G23): messages of their own, which leave by the
 * sender's own line when the work is done, in the commit that does it. A feed without a line gets none.
 */
public class Replies {
    private final Departures departures;
    private final Clock clock;

    public Replies(Departures departures, Clock clock) {
        this.departures = departures;
        this.clock = clock;
    }

    /** When a message has been applied, or is held. A question about a referral is answered by how it stands (5.4, R2). */
    void to(Message message, Context context, PresentRecord record, List<Problem> problems) {
        Feed feed = context.feed();
        if (feed.sending().isEmpty()) {
            return;
        }
        Optional<byte[]> reply = Event.of(message).filter(Event.REF_I15::equals).isPresent()
                ? Optional.of(RriMessage.answering(message, context, record, clock.instant(), ControlIds.fresh()))
                : Acknowledgement.ofApplication(message, feed, problems, clock.instant(), ControlIds.fresh());
        reply.ifPresent(bytes -> departures.add(
                feed, bytes, Optional.empty(), List.of(), Optional.of(Long.valueOf(context.messageId()))));
    }
}
