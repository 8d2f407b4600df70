package org.practicehub.routes.codes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Place;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalEntry.Remark;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.JournalReader.Unmapped;
import org.practicehub.routes.replay.Selection;

/**
 * Finds the codes of a feed that wait for somebody to explain them. The journal says where in a message one stands; what it is
 * is read from the message itself, so that no value lies open in the database.
 */
public class UnmappedCodes {
    /** So many messages are read, the newest first: enough for seconds of work. */
    static final int MOST = 5_000;

    private final JournalReader reader;
    private final Journal journal;

    public UnmappedCodes(JournalReader reader, Journal journal) {
        this.reader = reader;
        this.journal = journal;
    }

    /**
     * What was found.
     *
     * @param messages how many were read
     * @param all whether these were all in which a code is not explained
     */
    public record Found(List<UnmappedCode> codes, int messages, boolean all) {}

    /** Those of a feed, what came most often first. */
    public Found of(Feed feed) {
        List<Unmapped> messages = reader.unmapped(feed.id(), Selection.EVERY_STATE, MOST + 1);
        Map<String, Counted> counted = new LinkedHashMap<>();
        messages.stream().limit(MOST).forEach(message -> read(message, feed)
                .ifPresent(text -> count(message, text, counted)));
        List<UnmappedCode> codes = counted.values().stream()
                .map(Counted::code)
                .sorted(Comparator.comparing(
                                (UnmappedCode code) -> -code.messages().size())
                        .thenComparing(UnmappedCode::field)
                        .thenComparing(UnmappedCode::local))
                .toList();
        return new Found(codes, Math.min(messages.size(), MOST), messages.size() <= MOST);
    }

    private Optional<Message> read(Unmapped message, Feed feed) {
        return Message.read(journal.bytes(message.id()), feed.charset()) instanceof Reading.Read read
                ? Optional.of(read.message())
                : Optional.empty();
    }

    private static void count(Unmapped message, Message text, Map<String, Counted> counted) {
        for (Remark remark : message.remarks()) {
            Optional<Place> place =
                    Place.parse(remark.place()).filter(any -> !remark.table().isEmpty());
            Optional<Field> code = place.flatMap(text::at).filter(field -> isWritable(field.text()));
            if (code.isPresent()) {
                String field = path(place.get());
                String local = code.get().text();
                counted.computeIfAbsent(field + " " + local, none -> new Counted(field, local, message.receivedAt()))
                        .add(message.id(), remark.table(), words(text, place.get()));
            }
        }
    }

    /** Whether a line of a table can hold it: a code with breaks in it, or blanks around it, is none that anybody means. */
    private static boolean isWritable(String code) {
        return !code.isEmpty() && code.equals(code.strip()) && code.lines().count() == 1;
    }

    private static String path(Place place) {
        return place.segment() + "-" + place.field();
    }

    /** CWE-2, CWE-5 or CWE-11: what stands after a code that is the first, fourth or tenth part of its field. */
    private static String words(Message text, Place place) {
        int component = Math.max(1, place.component());
        boolean isCoded = component == 1 || component == 4 || component == 10;
        Place next = new Place(
                place.segment(), place.occurrence(), place.field(), Math.max(1, place.repetition()), component + 1, 0);
        return isCoded ? text.at(next).map(Field::text).orElse("") : "";
    }

    /** A code while messages are counted. */
    private static final class Counted {
        private final String field;
        private final String local;
        private final Instant last;
        private final TreeSet<String> tables = new TreeSet<>();
        private final List<Long> messages = new ArrayList<>();
        private String display = "";

        Counted(String field, String local, Instant last) {
            this.field = field;
            this.local = local;
            this.last = last;
        }

        void add(long message, String table, String words) {
            tables.add(table);
            if (messages.isEmpty() || messages.get(messages.size() - 1) != message) {
                messages.add(message);
            }
            display = display.isEmpty() ? words : display;
        }

        UnmappedCode code() {
            return new UnmappedCode(field, tables, local, display, List.copyOf(messages), last);
        }
    }
}
