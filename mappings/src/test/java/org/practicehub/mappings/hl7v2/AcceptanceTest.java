package org.practicehub.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Problem;

/** What is refused at the door, and as what (G22, G26). */
class AcceptanceTest {

    private static final String PID = "\rPID|1||7^^^LFP-MRN^MR||Rivera^Elena";

    private static List<Problem> check(String feed, String message) {
        return Acceptance.check(MessageTest.read(message), TestFeeds.named(feed));
    }

    private static String header(String type, String control, String processing, String version, String charset) {
        return "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||" + type + "|" + control + "|" + processing + "|" + version
                + "||||||" + charset;
    }

    @Test
    void findsNothingWrongWithAGoodMessage() {
        assertThat(check("practice", header("ADT^A04", "C1", "P", "2.5.1", "UNICODE UTF-8") + PID))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "practice,'',C1,P,2.5.1,'',TYPE_UNSUPPORTED,200,AR,MSH-9",
        "practice,ZZZ^Z01,C1,P,2.5.1,'',TYPE_UNSUPPORTED,200,AR,MSH-9.1",
        "practice,ADT^A99,C1,P,2.5.1,'',EVENT_UNSUPPORTED,201,AR,MSH-9.2",
        "practice,ADT^A04,'',P,2.5.1,'',REQUIRED_MISSING,101,AE,MSH-10",
        "practice,ADT^A04,C1,T,2.5.1,'',PROCESSING_ID,202,AR,MSH-11",
        "strict,ADT^A04,C1,P,9.9,'',VERSION,203,AR,MSH-12",
        "practice,ADT^A04,C1,P,2.5.1,EBCDIC,TABLE_VALUE,103,AE,MSH-18"
    })
    void refuses(
            String feed,
            String type,
            String control,
            String processing,
            String version,
            String charset,
            Code code,
            int hl7,
            Code.Answer answer,
            String place) {
        List<Problem> problems = check(feed, header(type, control, processing, version, charset) + PID);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.code()).isEqualTo(code);
            assertThat(code.hl7()).isEqualTo(hl7);
            assertThat(code.answer()).isEqualTo(answer);
            assertThat(problem.place()).hasToString(place);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ADT^A04,'',PID",
        "ADT^A40,'\rPID|1||7^^^LFP-MRN^MR',MRG",
        "ADT^A24,'\rPID|1||7^^^LFP-MRN^MR',PID[2]",
        "ADT^A34,'\rPID|1||7^^^LFP-MRN^MR\rMRG|8\rPID|2||9^^^LFP-MRN^MR',PID[2]-3",
        "ADT^A42,'\rPID|1||7^^^LFP-MRN^MR\rMRG|8',PV1",
        "ORM^O01,'\rPID|1||7^^^LFP-MRN^MR',ORC",
        "ORU^R01,'\rPID|1||7^^^LFP-MRN^MR',OBR",
        "ORU^R01,'\rPID|1||||Rivera\rOBR|1',PID-3",
        "ORR^O02,'\rPID|1||7^^^LFP-MRN^MR',MSA",
        "SIU^S12,'\rPID|1||7',SCH",
        "ADT^A04,'\rPID|1||||Rivera',PID-3",
        "ADT^A04,'\rPID|1||^^^LFP-MRN^MR',PID-3",
        "ADT^A40,'\rPID|1||7^^^LFP-MRN^MR\rMRG|^^^LFP-MRN^MR',MRG-1",
        "ADT^A40,'\rPID|1||7^^^LFP-MRN^MR\rMRG|8\rPID|2||9^^^LFP-MRN^MR',PID[2]-3",
        "ADT^A40,'\rPID|1||7^^^LFP-MRN^MR\rMRG|8\rPID|2||\rMRG|9',PID[2]-3",
        "DFT^P03,'\rPID|1||7^^^LFP-MRN^MR',FT1",
        "DFT^P03,'\rPID|1||7^^^LFP-MRN^MR\rFT1|1|T1||20261123||CG\rFT1|2|T2||||CG',FT1[2]-4",
        "DFT^P11,'\rPID|1||||Rivera\rFT1|1|T1||20261123||CG',PID-3",
        "BAR^P01,'\rPID|1||7^^^LFP-MRN^MR',PID-18",
        "BAR^P12,'\rPID|1||||Rivera',PID-3",
        "SIU^S12,'\rSCH||',SCH-2",
        "SIU^S12,'\rSCH|^LFP-PLACER',SCH-2",
        "SRM^S01,'\rPID|1||7',ARQ",
        "SRM^S11,'\rARQ|^LFP-PLACER',ARQ-1",
        "REF^I12,'\rPID|1||7',RF1",
        "REF^I12,'\rRF1||||||R1',PID",
        "REF^I15,'\rRF1|A|||||^LFP-PLACER',RF1-6",
        "RRI^I12,'',MSA",
        "MDM^T02,'\rPID|1||7',TXA",
        "MDM^T11,'\rPID|1||7\rTXA|1|CN',TXA-12"
    })
    void refusesWhatLacksItsHeart(String type, String rest, String place) {
        assertThat(check("practice", header(type, "C1", "P", "2.5.1", "") + rest))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.place()).hasToString(place);
                    assertThat(problem.code().answer()).isEqualTo(Code.Answer.AE);
                    assertThat(problem.code().hl7()).isEqualTo(101);
                });
    }

    @ParameterizedTest
    @CsvSource({"ADT^A04,9.9,P,VERSION", "ADT^A04,2.5.1,'',REQUIRED_MISSING"})
    void takesWithAWarning(String type, String version, String processing, Code code) {
        assertThat(check("practice", header(type, "C1", processing, version, "") + PID))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.code()).isEqualTo(code);
                });
    }

    @Test
    void takesTestMessagesWhereTheFeedDoes() {
        assertThat(check("strict", header("ADT^A04", "C1", "T", "2.5.1", "") + PID))
                .isEmpty();
    }

    @Test
    void takesUnknownTypesWhereTheFeedIgnoresThem() {
        assertThat(check("hold-unknown", header("VXU^V04", "C1", "P", "2.5.1", "")))
                .isEmpty();
    }

    @Test
    void refusesTwoMessagesInOneFrame() {
        String one = header("ADT^A04", "C1", "P", "2.5.1", "") + PID;

        assertThat(check("practice", one + "\r" + one))
                .extracting(Problem::code)
                .containsExactly(Code.SEGMENT_SEQUENCE);
    }
}
