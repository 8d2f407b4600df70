package org.practicehub.mappings.hl7v2.types;

import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;

/** Where values come from: the message in hand, its feed, and a notebook for what is wrong with them. */
public final class Source {

    private final Message message;
    private final Feed feed;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Optional<ZoneOffset> offset;

    public Source(Message message, Feed feed) {
        this.message = message;
        this.feed = feed;
        this.offset = feed.offsets() == Feed.Offsets.MESSAGE
                ? Stamp.parse(message.header().field(7).text()).flatMap(Stamp::offset)
                : Optional.empty();
    }

    public Message message() {
        return message;
    }

    public Feed feed() {
        return feed;
    }

    /** MSH-7's offset, the default of every time in the message that carries none (G10). */
    public Optional<ZoneOffset> offset() {
        return offset;
    }

    public void warn(Code code, Field at, String text) {
        note(Problem.warning(code, at.place(), text));
    }

    public void warn(Code code, Place at, String text) {
        note(Problem.warning(code, at, text));
    }

    /** Takes a problem down, once. */
    public void note(Problem problem) {
        problems.add(problem);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
