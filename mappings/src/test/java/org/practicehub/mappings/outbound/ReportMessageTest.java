package org.practicehub.mappings.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.golden.TestJson;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.Segment;
import org.practicehub.mappings.record.Context;
import org.practicehub.mappings.record.MemoryRecord;
import org.practicehub.mappings.record.Translation;

/** Reports to others: which leave, as what, and that they are the same reports there (5.6; 5.7, recipe 6). */
class ReportMessageTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final OutboundGolden GOLDEN = OutboundGolden.named("ORU_R01/typical");

    private final Feed feed = TestFeeds.named("hears");

    @Test
    void aReportIsTheSameReportElsewhere() {
        MemoryRecord there = received(GOLDEN.report());

        DiagnosticReport ours = GOLDEN.report().report();
        DiagnosticReport theirs = all(DiagnosticReport.class, there).get(0);
        same(bare(theirs), bare(ours));
        List<Observation> results = theirs.getResult().stream()
                .map(result -> (Observation) there.read(
                                ResourceType.Observation,
                                result.getReferenceElement().getIdPart())
                        .orElseThrow())
                .toList();
        List<Observation> told = GOLDEN.report().results();
        assertThat(results).hasSameSizeAs(told);
        for (int i = 0; i < told.size(); i++) {
            same(bare(results.get(i)), bare(told.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a|b^c~d\\e&f#g\nsecond line", "李小龍 Ελένη Łukasiewicz", "emoji 🩺", "\\X41\\ and \\.br\\", "\"\""
            })
    void textsComeThroughWhole(String text) {
        OutboundReport report = changed(results -> {
            results.get(0).setValue(new StringType(text));
            results.get(0).getNoteFirstRep().setText(text);
        });

        Observation there = all(Observation.class, received(report)).stream()
                .filter(one -> one.getCode().getCodingFirstRep().getCode().equals("2823-3"))
                .findFirst()
                .orElseThrow();

        assertThat(there.getValueStringType().getValue()).isEqualTo(text);
        assertThat(there.getNoteFirstRep().getText()).isEqualTo(text);
    }

    /** The same numbers with status C: the report and its results are those of before, corrected. */
    @Test
    void aCorrectionCorrectsElsewhere() {
        MemoryRecord there = received(GOLDEN.report());
        OutboundReport right =
                changed(results -> results.get(0).getValueQuantity().setValue(new BigDecimal("4.10")));

        apply(text(Optional.of(GOLDEN.report()), right), there);

        assertThat(all(DiagnosticReport.class, there))
                .singleElement()
                .satisfies(report -> assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.CORRECTED));
        assertThat(all(Observation.class, there)).hasSize(12);
        assertThat(all(Observation.class, there))
                .filteredOn(one -> one.getStatus() == ObservationStatus.CORRECTED)
                .singleElement()
                .satisfies(one -> assertThat(one.getValueQuantity().getValue()).isEqualByComparingTo("4.10"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', registered, ''",
        "'', preliminary, ''",
        "'', partial, ''",
        "'', final, F",
        "'', amended, C",
        "'', corrected, C",
        "'', appended, C",
        "'', cancelled, X",
        "'', entered-in-error, ''",
        "final, final, ''",
        "final, corrected, C",
        "final, cancelled, X",
        "final, entered-in-error, X",
        "final, preliminary, ''",
        "cancelled, final, C",
        "entered-in-error, entered-in-error, ''"
    })
    void followsTheStatus(String told, String now, String result) {
        Optional<OutboundReport> before = told.isEmpty() ? Optional.empty() : Optional.of(report(told));
        OutboundReport after = report(now);

        String event = ReportMessage.event(before, after, feed)
                .map(any -> read(text(before, after)).one("OBR").field(25).text())
                .orElse("");

        assertThat(event).isEqualTo(result);
    }

    @Test
    void tellsWhatAMessageCanSayAndNothingElse() {
        OutboundReport noted = changed(results -> results.get(3).addNote().setText("Seen"));
        OutboundReport stored = changed(results -> results.get(3).getMeta().setVersionId("8"));
        OutboundReport nobodys = GOLDEN.report();
        nobodys.report().setSubject(new Reference("Patient/unknown"));

        assertThat(ReportMessage.event(Optional.of(GOLDEN.report()), noted, feed))
                .isPresent();
        assertThat(ReportMessage.event(Optional.of(GOLDEN.report()), stored, feed))
                .isEmpty();
        assertThat(ReportMessage.event(Optional.empty(), nobodys, feed)).isEmpty();
    }

    /** A result that the receiver has, and that is another now, is a correction even where nobody has said so. */
    @Test
    void marksEachResultThatIsAnotherNow() {
        OutboundReport right = changed(results -> results.get(4).setValue(new StringType("No")));

        Message told = read(text(Optional.of(GOLDEN.report()), right));

        assertThat(told.one("OBR").field(25).text()).isEqualTo("C");
        assertThat(told.each("OBX").filter(obx -> obx.field(11).text().equals("C")))
                .extracting(obx -> obx.field(1).text())
                .containsExactly("5");
        assertThat(told.one("OBR").field(3).raw()).isEqualTo("L-2026-7^LFP-APPT");
        assertThat(told.one("OBR").field(2).raw()).isEqualTo("P-55^LFP-PLACER");
    }

    /** ED-2 and ED-3: one that names no subtype is told by its type; what its text is encoded in is no part of it. */
    @ParameterizedTest
    @CsvSource({
        "pdf, ^pdf^^Base64^AQI=",
        "application/pdf, ^application^pdf^Base64^AQI=",
        "text/plain; charset=utf-8, ^text^plain^Base64^AQI=",
        "'', ^^^Base64^AQI="
    })
    void namesADocumentsTypeAsFarAsItIsSaid(String type, String written) {
        OutboundReport report = GOLDEN.report();
        report.report()
                .setPresentedForm(List.of(new Attachment().setContentType(type).setData(new byte[] {1, 2})));

        Message told = read(text(Optional.empty(), report));

        assertThat(told.each("OBX").filter(obx -> obx.field(2).text().equals("ED")))
                .singleElement()
                .satisfies(obx -> assertThat(obx.field(5).raw()).isEqualTo(written));
    }

    /** FHIR R4 section 2.24.0.1: the result is told, without a value. */
    @Test
    void tellsAResultWhoseValueIsOnlySaidToBeUnknown() {
        StringType unknown = new StringType();
        unknown.addExtension("http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("unknown"));
        OutboundReport report = changed(results -> results.get(0).setValue(unknown));

        Segment told =
                read(text(Optional.empty(), report)).each("OBX").findFirst().orElseThrow();

        assertThat(told.field(3).component(1).text()).isEqualTo("2823-3");
        assertThat(told.field(2).text() + told.field(5).text()).isEmpty();
        assertThat(told.field(11).text()).isEqualTo("F");
    }

    /** What was told and is on the report no longer does not stand for ever where it was told. */
    @Test
    void takesBackAResultThatIsTakenOff() {
        MemoryRecord there = received(GOLDEN.report());
        OutboundReport less = GOLDEN.report();
        less.report().getResult().remove(1);

        String told = text(Optional.of(GOLDEN.report()), less);
        apply(told, there);

        String gone =
                GOLDEN.report().results().get(1).getCode().getCodingFirstRep().getCode();
        assertThat(read(told).each("OBX").filter(obx -> obx.field(11).text().equals("D")))
                .singleElement()
                .satisfies(obx -> assertThat(obx.field(3).component(1).text()).isEqualTo(gone));
        assertThat(all(Observation.class, there))
                .filteredOn(one -> one.getStatus() == ObservationStatus.ENTEREDINERROR)
                .singleElement()
                .satisfies(one ->
                        assertThat(one.getCode().getCodingFirstRep().getCode()).isEqualTo(gone));
        assertThat(text(Optional.of(less), less)).doesNotContain("|D|");
    }

    /** A part of a result is a line of its own. */
    @Test
    void takesBackAPartThatIsTakenOff() {
        OutboundGolden golden = OutboundGolden.named("ORU_R01/parts-panels-and-words");
        List<Resource> all = golden.resources();
        Observation whole = all.stream()
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .filter(one -> one.getComponent().size() > 1)
                .findFirst()
                .orElseThrow();
        String gone = whole.getComponent()
                .remove(whole.getComponent().size() - 1)
                .getCode()
                .getCodingFirstRep()
                .getCode();
        OutboundReport less = new OutboundReport((DiagnosticReport) all.get(0), reference -> all.stream()
                .filter(resource -> reference.equals(resource.fhirType() + "/" + resource.getIdPart()))
                .findFirst());

        Message told = read(text(Optional.of(golden.report()), less));

        assertThat(told.each("OBX").filter(obx -> obx.field(11).text().equals("D")))
                .anySatisfy(obx -> assertThat(obx.field(3).component(1).text()).isEqualTo(gone));
    }

    /** The data types of older versions are others. */
    @ParameterizedTest
    @CsvSource({"2.3.1, CE, TS", "2.5.1, CWE, TS", "2.7, CWE, DTM"})
    void usesTheDataTypesOfTheVersion(String version, String coded, String time) throws Exception {
        Feed other = Feeds.parse(
                "feed: x\nzone: UTC\n" + "send: { to: 'mllp://x:1', messages: [ORU], version: \"" + version + "\" }\n");
        OutboundReport report = changed(results -> results.get(7).setValue(new DateTimeType("2026-11")));

        Message told = read(new String(ReportMessage.of(Optional.empty(), report, other, NOW, "HUB-1"), UTF_8));

        List<String> types =
                told.each("OBX").map((Segment obx) -> obx.field(2).text()).toList();
        assertThat(types.get(2)).isEqualTo(coded);
        assertThat(types.get(7)).isEqualTo(time);
    }

    private static OutboundReport report(String status) {
        OutboundReport report = GOLDEN.report();
        report.report().setStatus(DiagnosticReportStatus.fromCode(status));
        return report;
    }

    /** The golden report, its results other than they are told. */
    private static OutboundReport changed(Consumer<List<Observation>> change) {
        List<Resource> all = GOLDEN.resources();
        Directory directory = reference -> all.stream()
                .filter(resource -> reference.equals(resource.fhirType() + "/" + resource.getIdPart()))
                .findFirst();
        OutboundReport report = new OutboundReport((DiagnosticReport) all.get(0), directory);
        change.accept(report.results());
        return report;
    }

    private MemoryRecord received(OutboundReport report) {
        MemoryRecord there = GOLDEN.elsewhere(List.of(DiagnosticReport.class, Observation.class));
        apply(text(Optional.empty(), report), there);
        return there;
    }

    private String text(Optional<OutboundReport> told, OutboundReport now) {
        return new String(ReportMessage.of(told, now, feed, NOW, "HUB-1"), UTF_8);
    }

    private static Message read(String text) {
        return ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
    }

    private void apply(String text, MemoryRecord record) {
        Message message = read(text);
        Context context = new Context(feed, NOW, record.all().size() + 1L, "m");
        Translation translation = Translations.of(message).orElseThrow().translate(message, context, record);
        assertThat(translation.hold()).isEmpty();
        record.apply(translation, context);
    }

    /** Without numbers and ids, which are each side's own. */
    private static Observation bare(Observation result) {
        Observation copy = result.copy();
        copy.setId((String) null);
        copy.setMeta(null);
        copy.setIdentifier(null);
        return copy;
    }

    private static DiagnosticReport bare(DiagnosticReport report) {
        DiagnosticReport copy = report.copy();
        copy.setId((String) null);
        copy.setMeta(null);
        copy.setIdentifier(null);
        copy.setResult(null);
        return copy;
    }

    private static void same(Resource one, Resource other) {
        assertThat(one.equalsDeep(other))
                .as(() -> json(one) + "\n" + json(other))
                .isTrue();
    }

    private static String json(Resource resource) {
        return TestJson.pretty(resource);
    }

    private static <T extends Resource> List<T> all(Class<T> type, MemoryRecord record) {
        return record.all().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
