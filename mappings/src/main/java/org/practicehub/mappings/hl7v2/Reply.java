package org.practicehub.mappings.hl7v2;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.problem.Problem;

/**
 * A message that answers another, in its delimiters, version and character set. The header is built anew: sender and receiver
 * change places, time and control id are the caller's, and nothing else of the sender's is echoed (G24).
 */
public final class Reply {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);

    private final Message to;
    private final Feed feed;
    private final Version version;
    private final Writer body;

    public Reply(Message to, Feed feed) {
        this.to = to;
        this.feed = feed;
        this.version = new Version(to.version());
        this.body = Writer.like(to);
    }

    /** What follows the header. */
    public Writer body() {
        return body;
    }

    /** ERR, in the form of the version. */
    public void errors(List<Problem> problems) {
        AckErrors.write(body, problems, version);
    }

    /** The message, under an MSH-9 of type, trigger and structure; the structure came with version 2.3.1. */
    public byte[] bytes(String type, String trigger, String structure, Instant at, String controlId) {
        String msh9 = version.isBefore("2.3.1") ? body.parts(type, trigger) : body.parts(type, trigger, structure);
        return bytes(msh9, at, controlId);
    }

    /**
     * The message.
     *
     * @param type MSH-9, already written
     */
    byte[] bytes(String type, Instant at, String controlId) {
        String text = body.message();
        CharacterSets.Announced set = announced(text);
        Segment msh = to.header();
        List<String> header = new ArrayList<>();
        header.add(msh.field(5).raw()); // MSH-3
        header.add(msh.field(6).raw()); // MSH-4
        header.add(msh.field(3).raw()); // MSH-5
        header.add(msh.field(4).raw()); // MSH-6
        header.add(time(at, feed)); // MSH-7
        header.add(""); // MSH-8
        header.add(type); // MSH-9
        header.add(body.text(controlId)); // MSH-10
        header.add(msh.field(11).raw()); // MSH-11
        header.add(version.answered()); // MSH-12
        header.addAll(List.of("", "", "", "", "")); // MSH-13 to MSH-17
        header.add(body.text(set.name())); // MSH-18
        String head = Writer.like(to).header(header).message();
        return (head + text).getBytes(set.charset());
    }

    /** The sender's character set; UTF-8 for what that has no characters for (G2). */
    private CharacterSets.Announced announced(String text) {
        CharacterSets.Announced set = CharacterSets.announcing(to.charset());
        return set.charset().newEncoder().canEncode(text) ? set : CharacterSets.announcing(StandardCharsets.UTF_8);
    }

    static String time(Instant at, Feed feed) {
        return SECONDS.format(at.atZone(feed.zone()));
    }
}
