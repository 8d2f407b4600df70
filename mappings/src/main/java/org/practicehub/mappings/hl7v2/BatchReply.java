package org.practicehub.mappings.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Batches.Batch;
import org.practicehub.mappings.problem.Problem;

/**
 * The answer to batches: batches of the answers to their messages, in the same order (HL7 section 2.10.3.3; G28). BHS-12 and FHS-12
 * name what is answered; BTS-2 and FTS-2 tell of a count that is wrong.
 */
public final class BatchReply {

    private final Batches to;
    private final Feed feed;
    private final Instant at;
    private final Supplier<String> controlIds;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private BatchReply(Batches to, Feed feed, Instant at, Supplier<String> controlIds) {
        this.to = to;
        this.feed = feed;
        this.at = at;
        this.controlIds = controlIds;
    }

    /**
     * The answer.
     *
     * @param answers to the messages of each batch; fewer than messages where senders wanted none
     * @param controlIds new ones, for BHS-11 and FHS-11
     */
    public static byte[] of(
            Batches to, List<List<byte[]>> answers, Feed feed, Instant at, Supplier<String> controlIds) {
        return new BatchReply(to, feed, at, controlIds).write(answers);
    }

    private byte[] write(List<List<byte[]>> answers) {
        to.header().ifPresent(header -> segment(header, "FHS"));
        for (int i = 0; i < to.all().size(); i++) {
            Batch batch = to.all().get(i);
            Message header = batch.header().orElseGet(() -> first(batch));
            segment(header, "BHS");
            answers.get(i).forEach(out::writeBytes);
            trailer(header, "BTS", answers.get(i).size(), batch.problem());
        }
        to.header().ifPresent(header -> trailer(header, "FTS", to.all().size(), to.problem()));
        return out.toByteArray();
    }

    /** MSH-3 to MSH-6 of a message say the same as BHS-3 to BHS-6 of its batch. */
    private Message first(Batch batch) {
        Reading reading = Message.read(batch.messages().get(0), feed.charset());
        return reading instanceof Reading.Read read
                ? read.message()
                : new Message(Delimiters.USUAL, StandardCharsets.UTF_8, List.of("BHS|^~\\&"));
    }

    private void segment(Message header, String name) {
        Segment of = header.header();
        Writer writer = Writer.like(header);
        List<String> fields = new ArrayList<>();
        fields.add(of.field(5).raw()); // BHS-3, FHS-3
        fields.add(of.field(6).raw()); // BHS-4, FHS-4
        fields.add(of.field(3).raw()); // BHS-5, FHS-5
        fields.add(of.field(4).raw()); // BHS-6, FHS-6
        fields.add(Reply.time(at, feed)); // BHS-7, FHS-7
        fields.addAll(List.of("", "", "")); // BHS-8 to BHS-10, FHS-8 to FHS-10
        fields.add(writer.text(controlIds.get())); // BHS-11, FHS-11
        fields.add(of.name().equals(name) ? of.field(11).raw() : ""); // BHS-12, FHS-12
        write(writer.header(name, fields).message(), header.charset());
    }

    private void trailer(Message header, String name, int count, Optional<Problem> problem) {
        Writer writer = Writer.like(header);
        String comment = problem.map(Problem::text).map(writer::text).orElse("");
        write(
                writer.segment(name, List.of(Integer.toString(count), comment)).message(), // BTS-1, BTS-2
                header.charset());
    }

    private void write(String segment, Charset charset) {
        Charset answered = CharacterSets.announcing(charset).charset();
        out.writeBytes(segment.getBytes(answered.newEncoder().canEncode(segment) ? answered : StandardCharsets.UTF_8));
    }
}
