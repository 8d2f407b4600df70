package org.practicehub.mappings.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.golden.Golden;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.Mark;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.PresentRecord;
import org.practicehub.mappings.record.Token;

/** What becomes of each value that a message carries. */
class FatesTest {

    private static final Map<String, List<SentValue>> LOSSES = new ConcurrentHashMap<>();

    @ParameterizedTest
    @CsvSource({
        "ADT_A04/typical, PID-5.1, MAPPED",
        "ADT_A04/typical, PID-5[2].2, MAPPED",
        "ADT_A04/typical, PID-16.2, KEPT",
        "ADT_A04/typical, PV2-3.2, KEPT",
        "ADT_A04/typical, EVN-2, READ",
        "ADT_A04/typical, PV1-7.2, DROPPED",
        "ADT_A04/typical, GT1-3.1, DROPPED",
        "SIU_S12/books-with-slots, SCH-2.1, MAPPED",
        "SIU_S12/books-with-slots, NTE[2]-3, KEPT",
        "SIU_S12/books-with-slots, TQ1-6.2.3, DROPPED"
    })
    void tellsWhatIsLost(String golden, String place, Fate fate) {
        assertThat(of(losses(golden), place).fate()).isEqualTo(fate);
    }

    /** A booking of somebody unknown sets them up; with a chart there already their name is left alone. */
    @Test
    void asksWhatAMappingTakesAndNotWhatWasThere() {
        SentValue met = of(explanation("SIU_S12/books-with-slots", record("SIU_S12/books-with-slots")), "PID-5.1");

        assertThat(of(losses("SIU_S12/books-with-slots"), "PID-5.1").fate()).isEqualTo(Fate.MAPPED);
        assertThat(met.fate()).isEqualTo(Fate.DROPPED);
    }

    @ParameterizedTest
    @CsvSource({"PID-13[2].4, feeds/riverside/feed.yaml:18", "PID-16, feeds/riverside/feed.yaml:19"})
    void namesTheLineThatDropsIt(String place, String rule) {
        SentValue value = of(losses("FEED/drop-takes-nothing-from-the-message"), place);

        assertThat(value.fate()).isEqualTo(Fate.DROPPED);
        assertThat(value.rule()).hasValueSatisfying(line -> assertThat(line).endsWith(rule));
    }

    /** What stays beside it is not taken for dropped, although it moves up in its list. */
    @Test
    void leavesWhatStandsBesideIt() {
        assertThat(of(losses("FEED/drop-takes-nothing-from-the-message"), "PID-13.1")
                        .fate())
                .isEqualTo(Fate.MAPPED);
    }

    /** Where a translation is left off, nothing says what would have become of the rest. */
    @Test
    void saysNothingOfAHeldMessage() {
        Message booking = message("SIU_S12/books-with-slots");
        Message timeless = booking.with(Place.of("TQ1", 7), "")
                .with(Place.of("TQ1", 8), "")
                .with(Place.of("SCH", 11), "")
                .with(Place.of("AIS", 4), "")
                .with(Place.of("AIL", 6), "")
                .with(Place.of("AIP", 6), "");

        assertThat(Losses.of(timeless, context("SIU_S12/books-with-slots"))).contains(new Losses.Lost(true, List.of()));
    }

    /** MSH addresses a message and Set IDs number its segments: nobody loses anything by them. */
    @Test
    void countsContentOnly() {
        assertThat(losses("ADT_A04/typical"))
                .extracting(value -> value.place().toString())
                .noneMatch(place -> place.startsWith("MSH") || place.equals("PID-1") || place.equals("PV1-1"));
    }

    /** The cheap way and the full one say the same of the same record. */
    @ParameterizedTest
    @CsvSource({"ADT_A04/typical", "SIU_S12/books-with-slots", "FEED/drop-takes-nothing-from-the-message"})
    void lossesAreAsExplained(String golden) {
        assertThat(losses(golden)).isEqualTo(explanation(golden, new MemoryRecord()));
    }

    /** Hundreds of translations, and each question once: over a network or a database asking is what takes the time. */
    @Test
    void asksTheRecordOnce() {
        Asked asked = new Asked(record("ADT_A04/typical"));

        explanation("ADT_A04/typical", asked);

        assertThat(asked.again).isEmpty();
        assertThat(asked.questions).hasSizeGreaterThan(10);
    }

    @Test
    void reportsByTypeAndFieldWhatIsLostMostFirst() {
        LossReport report = new LossReport();

        report.add("ADT^A04", losses("ADT_A04/typical"));
        report.add("ADT^A31", losses("FEED/drop-takes-nothing-from-the-message"));
        report.add("ADT^A31", losses("FEED/drop-takes-nothing-from-the-message"));

        assertThat(report.types()).extracting(LossReport.OfType::type).containsExactly("ADT^A04", "ADT^A31");
        LossReport.OfType updates = report.types().get(1);
        assertThat(updates.messages()).isEqualTo(2);
        LossReport.OfField maritalStatus = field(updates, "PID-16");
        assertThat(maritalStatus.count(Fate.DROPPED)).isEqualTo(2);
        assertThat(maritalStatus.rule()).isPresent();
        assertThat(field(updates, "PID-13.1").all()).isEqualTo(4);
        assertThat(updates.fields())
                .extracting(field -> field.count(Fate.DROPPED))
                .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
    }

    private static LossReport.OfField field(LossReport.OfType type, String position) {
        return type.fields().stream()
                .filter(field -> field.position().equals(position))
                .findFirst()
                .orElseThrow();
    }

    private static SentValue of(List<SentValue> sent, String place) {
        return sent.stream()
                .filter(value -> value.place().toString().equals(place))
                .findFirst()
                .orElseThrow();
    }

    private static List<SentValue> losses(String name) {
        return LOSSES.computeIfAbsent(
                name,
                any -> Losses.of(message(name), context(name)).orElseThrow().sent());
    }

    private static List<SentValue> explanation(String name, PresentRecord record) {
        return Explainer.explain(message(name), context(name), record)
                .orElseThrow()
                .sent();
    }

    private static PresentRecord record(String name) {
        return Golden.named(name).before();
    }

    private static Message message(String name) {
        Golden golden = Golden.named(name);
        return ((Reading.Read) Message.read(golden.bytes(), golden.feed().charset())).message();
    }

    private static Context context(String name) {
        return new Context(Golden.named(name).feed(), Instant.parse("2026-11-23T15:00:00Z"), 7, "golden");
    }

    /** Writes down what is asked. */
    private static final class Asked implements PresentRecord {
        private final PresentRecord record;
        private final Set<Object> questions = new HashSet<>();
        private final Set<Object> again = new HashSet<>();

        Asked(PresentRecord record) {
            this.record = record;
        }

        private void note(Object... question) {
            List<Object> asked = List.of(question);
            if (!questions.add(asked)) {
                again.add(asked);
            }
        }

        @Override
        public List<Resource> withIdentifier(ResourceType type, Collection<Token> identifiers) {
            note("identifier", type, Set.copyOf(identifiers));
            return record.withIdentifier(type, identifiers);
        }

        @Override
        public Optional<Resource> read(ResourceType type, String id) {
            note("read", type, id);
            return record.read(type, id);
        }

        @Override
        public List<Resource> referringTo(String reference, Set<ResourceType> types) {
            note("referring", reference, types);
            return record.referringTo(reference, types);
        }

        @Override
        public Optional<Mark> lastApplied(ResourceType type, String id) {
            note("applied", type, id);
            return record.lastApplied(type, id);
        }
    }
}
