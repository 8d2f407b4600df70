package org.practicehub.mappings.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Translation;
import org.practicehub.mappings.samples.Outcome;

/**
 * Every golden message becomes what stands beside it; what it becomes is valid, holds what must always hold, and translating
 * it again changes nothing. {@code -Dgolden.update} rewrites what is other than before, and fails so that it is looked at.
 *
 * <p>It takes longer than all other classes together, so its own tests run side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class GoldenTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-23T15:00:00Z");

    static List<Golden> goldens() {
        return Golden.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void becomes(Golden golden) {
        Translation translation = translate(golden, golden.before());
        String actual = TestJson.pretty(Outcome.of(translation));

        if (System.getProperty("golden.update") != null) {
            if (golden.update(actual)) {
                fail("Rewrote " + golden + ": look at the difference");
            }
            return;
        }

        assertThat(actual).isEqualTo(golden.expected().orElse("nothing stands beside " + golden));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void becomesWhatIsValidAndAlwaysTrue(Golden golden) {
        MemoryRecord before = golden.before();

        List<Resource> after = translate(golden, before).changes().stream()
                .map(Change::resource)
                .toList();

        assertThat(Outputs.wrong(after, before, resource -> true)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void changesNothingASecondTime(Golden golden) {
        MemoryRecord record = golden.before();
        record.apply(translate(golden, record), context(golden));

        Translation again = translate(golden, new ThroughJson(record));

        assertThat(again.changes()).extracting(Change::reference).isEmpty();
    }

    private static Translation translate(Golden golden, PresentRecord record) {
        Message message =
                ((Reading.Read) Message.read(golden.bytes(), golden.feed().charset())).message();
        return Translations.of(message).orElseThrow().translate(message, context(golden), record);
    }

    private static Context context(Golden golden) {
        return new Context(golden.feed(), RECEIVED, 7, "golden");
    }
}
