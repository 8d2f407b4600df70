package org.practicehub.mappings.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.Golden;
import org.practicehub.mappings.golden.Outputs;
import org.practicehub.mappings.golden.ThroughJson;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/**
 * Whole messages that are well formed and make no sense: segments left out, doubled and in another order, values where others
 * belong, null where nothing is null. Each is refused, held, or becomes what always holds, and becomes nothing new when it
 * comes again (hl7v2.md 5.7, recipe 7; G16).
 */
class ReshapedMessagesTest {

    /** {@code -Dreshaped=200} for a night. */
    private static final int EACH = Integer.getInteger("reshaped", 6);

    private static final String[] STRANGE = {
        "\"\"", "\"\"^\"\"", "~", "^^^", "0", "-1", "19000229", "A~B~A", "\\.br\\", "&&"
    };

    /** A fixed beginning, so that what fails once fails again. */
    private final Random dice = new Random(20261126);

    private final List<String> values = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void isRefusedOrHeldOrBecomesWhatAlwaysHolds() {
        List<Golden> all = Golden.all();
        all.forEach(golden -> segments(golden).stream().skip(1).forEach(this::remember));

        for (Golden golden : all) {
            for (int i = 0; i < EACH; i++) {
                pass(golden, String.join("\r", reshaped(segments(golden))) + "\r");
            }
        }

        assertThat(wrong).isEmpty();
    }

    private void pass(Golden golden, String text) {
        try {
            byte[] frame = text.getBytes(UTF_8);
            Feed feed = golden.feed();
            MemoryRecord record = golden.before();
            Door.pass(frame, feed, record)
                    .translation()
                    .ifPresent(translation -> judge(golden, frame, translation, record));
        } catch (RuntimeException e) {
            wrong.add(golden + ": " + e + " at " + e.getStackTrace()[0] + "\n" + text.replace('\r', '\n'));
        }
    }

    private void judge(Golden golden, byte[] frame, Translation translation, MemoryRecord record) {
        String text = new String(frame, UTF_8).replace('\r', '\n');
        List<Resource> after =
                translation.changes().stream().map(Change::resource).toList();
        Outputs.wrong(after, record, resource -> false).forEach(what -> wrong.add(golden + ": " + what + "\n" + text));
        if (translation.hold().isPresent()) {
            return;
        }
        record.apply(translation, Door.context(golden.feed(), 1));
        Door.pass(frame, golden.feed(), new ThroughJson(record), 2)
                .translation()
                .filter(again -> again.hold().isEmpty())
                .ifPresent(again -> again.changes()
                        .forEach(change -> wrong.add(golden + ": changes again " + change.reference() + "\n" + text)));
    }

    private List<String> segments(Golden golden) {
        String text = ((Reading.Read) Message.read(golden.bytes(), golden.feed().charset()))
                .message()
                .text();
        return new ArrayList<>(List.of(text.split("\r")));
    }

    private void remember(String segment) {
        String[] fields = segment.split("\\|");
        for (int i = 1; i < fields.length; i++) {
            if (!fields[i].isEmpty()) {
                values.add(fields[i]);
            }
        }
    }

    private List<String> reshaped(List<String> segments) {
        for (int i = dice.nextInt(4); i >= 0 && segments.size() > 2; i--) {
            int at = 1 + dice.nextInt(segments.size() - 1);
            switch (dice.nextInt(7)) {
                case 0 -> segments.remove(at);
                case 1 -> segments.add(at, segments.get(at));
                case 2 -> Collections.swap(segments, at, 1 + dice.nextInt(segments.size() - 1));
                case 3 -> segments.set(at, with(segments.get(at), STRANGE[dice.nextInt(STRANGE.length)]));
                default -> segments.set(at, with(segments.get(at), values.get(dice.nextInt(values.size()))));
            }
        }
        return segments;
    }

    /** The segment with another value in one of its fields. */
    private String with(String segment, String value) {
        String[] fields = segment.split("\\|", -1);
        if (fields.length > 1) {
            fields[1 + dice.nextInt(fields.length - 1)] = value;
        }
        return String.join("|", fields);
    }
}
