package org.practicehub.mappings.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.mappings.feed.MappedCodes.Mapped;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.problem.Severity;

/** Codes that people explained one by one. */
class MappedCodesTest {
    private static final String SERVICES = "http://terminology.hl7.org/CodeSystem/v2-0069";

    @TempDir
    Path folder;

    /** A code of the sender's own goes before the table that a dialect brings; the rest of that table still holds. */
    @Test
    void explainedCodesGoBeforeTheTables() throws Exception {
        write("dialects/wide/feed.yaml", "feed: wide\ntables:\n  PV1-10: services.csv\n");
        write("dialects/wide/services.csv", "local,code\nCUT,URO\nLUNG,PUL\n");
        write("feeds/clinic/feed.yaml", "feed: clinic\nextends: wide\nzone: UTC\nlisten: mllp://127.0.0.1:1\n");
        write(
                "feeds/clinic/codes.csv",
                MappedCodes.with(
                        "",
                        List.of(
                                new Mapped("PV1-10", "CUT", "SUR", "Surgical Service"),
                                new Mapped("PV1-10", "A,B \"C\"", "CAR", ""))));

        LocalTable table = feed().table("PV1-10");

        assertThat(table.find("CUT").orElseThrow().code()).isEqualTo("SUR");
        assertThat(table.find("LUNG").orElseThrow().code()).isEqualTo("PUL");
        assertThat(table.find("A,B \"C\"").orElseThrow().code()).isEqualTo("CAR");
    }

    /** A code that the standard has no word for stays, in a system of the sender's, and is told of no more. */
    @Test
    void aCodeThatIsLeftAsItIsStaysAndIsNoProblem() throws Exception {
        write("feeds/clinic/feed.yaml", "feed: clinic\nzone: UTC\nlisten: mllp://127.0.0.1:1\n");
        Source before = source("XQ7^Wound care^HL70069");

        List<Coding> unknown = codings(before);

        write("feeds/clinic/codes.csv", MappedCodes.with("", List.of(new Mapped("PV1-10", "XQ7", "", ""))));
        Source after = source("XQ7^Wound care^HL70069");
        assertThat(before.problems()).extracting(Problem::table).containsExactly("0069");
        assertThat(codings(after))
                .usingElementComparator((one, other) -> one.equalsDeep(other) ? 0 : 1)
                .isEqualTo(unknown);
        assertThat(unknown.get(0).getSystem()).isEqualTo("urn:x-hub:clinic:PV1-10");
        assertThat(after.problems()).isEmpty();
        assertThat(Codes.code(field(after), "0069", after)).isEmpty();
        assertThat(after.problems())
                .extracting(Problem::table, Problem::severity)
                .containsExactly(Tuple.tuple("", Severity.INFORMATION));
    }

    /** Explained again: the line is another, and everything else in the file is as somebody left it. */
    @Test
    void aCodeIsExplainedAnew() {
        String mine = "# ours\nlocal,field,code,system\nA,PV1-10,SUR,\nB,PV1-10,URO,\n";

        String text = MappedCodes.with(mine, List.of(new Mapped("PV1-10", "A", "CAR", "Cardiac Service")));

        assertThat(text).isEqualTo("# ours\nlocal,field,code,system\nB,PV1-10,URO,\nA,PV1-10,CAR,\n");
    }

    @Test
    void anExplainedCodeIsTheStandardsAndStillTheSenders() throws Exception {
        write("feeds/clinic/feed.yaml", "feed: clinic\nzone: UTC\nlisten: mllp://127.0.0.1:1\n");
        write("feeds/clinic/codes.csv", MappedCodes.with("", List.of(new Mapped("PV1-10", "XQ7", "SUR", ""))));

        assertThat(codings(source("XQ7^Wound care")))
                .extracting(Coding::getSystem, Coding::getCode)
                .containsExactly(Tuple.tuple(SERVICES, "SUR"), Tuple.tuple("urn:x-hub:clinic:PV1-10", "XQ7"));
    }

    @Test
    void mistakesAreToldByFileAndLine() throws Exception {
        write("feeds/clinic/feed.yaml", "feed: clinic\nzone: UTC\nlisten: mllp://127.0.0.1:1\n");
        write("feeds/clinic/codes.csv", "field,local,cod\nPV1-99,A,B\nPV1-10,,SUR\nPV1-10,A,SUR\nPV1-10,A,URO\n");

        assertThatThrownBy(this::feed)
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("codes.csv:1:1 — codes.csv has an unknown column 'cod'; did you mean 'code'?")
                .hasMessageContaining("codes.csv:2:1 — 'PV1-99' is no field of HL7 2.8.1")
                .hasMessageContaining("codes.csv:3:1 — a line needs 'field' and 'local'")
                .hasMessageContaining("codes.csv:5:1 — 'A' of PV1-10 stands here twice");
    }

    private List<Coding> codings(Source source) {
        return Codes.concept(field(source), "0069", source).orElseThrow().getCoding();
    }

    private static Field field(Source source) {
        return source.message().one("PV1").field(10);
    }

    private Source source(String service) throws Exception {
        String text = "MSH|^~\\&|EHR||||||ADT^A04|C|P|2.5.1\rPV1|1|O||||||||" + service + "\r";
        return new Source(((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message(), feed());
    }

    private Feed feed() throws FeedsRefused, IOException {
        return Feeds.load(folder.resolve("feeds"), name -> Optional.empty())
                .named("clinic")
                .orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
