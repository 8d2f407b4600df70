package org.practicehub.mappings.outbound;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Sending;
import org.practicehub.mappings.feed.Sending.Acknowledgement;
import org.practicehub.mappings.hl7v2.CharacterSets;
import org.practicehub.mappings.hl7v2.Writer;

/** The key {@code send} of a feed → MSH: from whom, to whom, and which answers are asked for. */
final class SendingToMsh {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);

    /** What asks something of the receiver is answered by a message of its own (G23). */
    private static final Set<String> REQUESTS = Set.of("REF", "SRM");

    private SendingToMsh() {}

    /** Writes it, and says in which character set the message is written. */
    static Charset write(OutboundEvent event, Feed feed, Values values, Writer out, Instant at, String controlId) {
        Sending sending = feed.sending().orElseThrow();
        CharacterSets.Announced set = CharacterSets.announcing(feed.charset());
        boolean enhanced = sending.acknowledgement() == Acknowledgement.ENHANCED;
        out.header(List.of(
                values.text(sending.application()), // MSH-3
                values.text(sending.facility()), // MSH-4
                values.text(sending.receivingApplication()), // MSH-5
                values.text(sending.receivingFacility()), // MSH-6
                time(at, feed), // MSH-7
                "",
                out.parts(event.type(), event.trigger(), event.structure()), // MSH-9
                values.text(controlId), // MSH-10
                "P", // MSH-11
                sending.version(), // MSH-12
                "",
                "",
                enhanced ? "AL" : "", // MSH-15
                enhanced ? (REQUESTS.contains(event.type()) ? "AL" : "NE") : "", // MSH-16
                "",
                values.text(set.name()))); // MSH-18
        return set.charset();
    }

    /** A moment as the receiver's clocks show it. */
    static String time(Instant at, Feed feed) {
        return SECONDS.format(at.atZone(feed.zone()));
    }
}
