package org.practicehub.mappings.hl7v2;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.practicehub.mappings.problem.Place;

/**
 * A message as the sender wrote it: text, cut into segments, each cut further when asked. Immutable; reading one never
 * fails, whatever the bytes are.
 */
public final class Message {

    private final Delimiters delimiters;
    private final Charset charset;
    private final List<Segment> segments;
    private final @Nullable Reads reads;

    Message(Delimiters delimiters, Charset charset, List<String> lines) {
        this(delimiters, charset, lines, null);
    }

    private Message(Delimiters delimiters, Charset charset, List<String> lines, @Nullable Reads reads) {
        this.delimiters = delimiters;
        this.charset = charset;
        this.segments = segments(lines);
        this.reads = reads;
    }

    /**
     * Reads a frame.
     *
     * @param frame the bytes, with or without MLLP framing
     * @param fallback the character set where MSH-18 names none (G2)
     */
    public static Reading read(byte[] frame, Charset fallback) {
        return Reader.read(frame, fallback);
    }

    /** MSH-9.1: {@code ADT}. Empty when the sender left it out. */
    public String type() {
        return header().field(9).component(1).text();
    }

    /** MSH-9.2: {@code A04}. Where it is missing, EVN-1, as version 2.2 and older did. */
    public String trigger() {
        String trigger = header().field(9).component(2).text();
        return trigger.isEmpty()
                ? optional("EVN").map(evn -> evn.field(1).text()).orElse("")
                : trigger;
    }

    /** MSH-9.3: {@code ADT_A01}. */
    public String structure() {
        return header().field(9).component(3).text();
    }

    /** MSH-3, its first part. */
    public String sendingApplication() {
        return header().field(3).text();
    }

    /** MSH-4, its first part. */
    public String sendingFacility() {
        return header().field(4).text();
    }

    /** MSH-10. */
    public String controlId() {
        return header().field(10).text();
    }

    /** MSH-11, its first part. */
    public String processingId() {
        return header().field(11).text();
    }

    /** MSH-12, its first part. */
    public String version() {
        return header().field(12).text();
    }

    /** MSH. Every message has one. */
    public Segment header() {
        return segments.get(0);
    }

    public List<Segment> segments() {
        return segments;
    }

    /**
     * The first segment of this name, which acceptance has made sure of.
     *
     * @throws IllegalStateException when there is none: the caller forgot to check
     */
    public Segment one(String name) {
        return optional(name).orElseThrow(() -> new IllegalStateException("The message has no " + name));
    }

    /** The first segment of this name. */
    public Optional<Segment> optional(String name) {
        for (Segment segment : segments) {
            if (segment.name().equals(name)) {
                return Optional.of(segment);
            }
        }
        return Optional.empty();
    }

    /** What stands at a place, present or not; empty when there is no such segment. */
    public Optional<Field> at(Place place) {
        return each(place.segment())
                .filter(segment -> segment.occurrence() == place.occurrence())
                .findFirst()
                .map(segment -> at(segment.field(place.field()), place));
    }

    private static Field at(Field field, Place place) {
        if (place.repetition() == 0) {
            return field;
        }
        Field repetition = field.repetition(place.repetition());
        if (place.component() == 0) {
            return repetition;
        }
        Field component = repetition.component(place.component());
        return place.subcomponent() == 0 ? component : component.component(place.subcomponent());
    }

    /** The segments of this name, in order. */
    public Stream<Segment> each(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name));
    }

    /**
     * Each segment of the leader's name together with the members that follow it before the next leader does. What stands
     * between them, a Z-segment or one that this version of HL7 does not have there, closes no group (G5).
     */
    public List<Group> groups(String leader, Set<String> members) {
        List<Group> groups = new ArrayList<>();
        List<Segment> open = new ArrayList<>();
        for (Segment segment : segments) {
            boolean leads = segment.name().equals(leader);
            if (leads && !open.isEmpty()) {
                groups.add(new Group(open));
                open = new ArrayList<>();
            }
            if (leads || (!open.isEmpty() && members.contains(segment.name()))) {
                open.add(segment);
            }
        }
        if (!open.isEmpty()) {
            groups.add(new Group(open));
        }
        return groups;
    }

    /** The decoded text with every segment ended by CR. */
    public String text() {
        return segments.stream().map(Segment::text).collect(Collectors.joining("\r", "", "\r"));
    }

    /** The same message, which tells what is looked at in it. */
    public Message readBy(Reads teller) {
        return new Message(delimiters, charset, lines(), teller);
    }

    /** Who is told what is looked at. */
    public Optional<Reads> reads() {
        return Optional.ofNullable(reads);
    }

    /** The same message with another text at a place; empty text leaves nothing there. */
    public Message with(Place place, String text) {
        Edit edit = new Edit(delimiters);
        List<String> edited = segments.stream()
                .map(segment -> segment.name().equals(place.segment()) && segment.occurrence() == place.occurrence()
                        ? edit.of(segment, place, text)
                        : segment.text())
                .toList();
        return new Message(delimiters, charset, edited, reads);
    }

    void tell(Segment segment, int field) {
        if (reads != null) {
            reads.read(new Place(segment.name(), segment.occurrence(), field, 0, 0, 0));
        }
    }

    void tell(Field field) {
        if (reads != null) {
            reads.read(field.place());
        }
    }

    private List<String> lines() {
        return segments.stream().map(Segment::text).toList();
    }

    /** The character set the bytes were decoded with. */
    public Charset charset() {
        return charset;
    }

    Delimiters delimiters() {
        return delimiters;
    }

    static boolean isHeader(String segment) {
        return segment.equals("MSH") || segment.equals("BHS") || segment.equals("FHS");
    }

    private List<Segment> segments(List<String> lines) {
        Map<String, Integer> seen = new HashMap<>();
        List<Segment> found = new ArrayList<>(lines.size());
        for (String line : lines) {
            String name = line.substring(0, 3);
            found.add(new Segment(this, name, seen.merge(name, 1, Integer::sum), line));
        }
        return List.copyOf(found);
    }

    @Override
    public String toString() {
        return type() + "^" + trigger();
    }
}
