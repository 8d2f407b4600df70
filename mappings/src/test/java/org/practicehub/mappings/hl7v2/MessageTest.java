package org.practicehub.mappings.hl7v2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.problem.Code;

class MessageTest {

    private static final String HEADER = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ADT^A04^ADT_A01|C1|P|2.5.1";

    static Message read(String text) {
        return ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
    }

    @Test
    void countsFieldsAsTheStandardDoes() {
        Message message = read(HEADER + "\rPID|1||100^^^MRN&1.2.3&ISO^MR~200^^^OLD||Rivera^Elena");

        assertThat(message.header().field(1).text()).isEqualTo("|");
        assertThat(message.header().field(2).text()).isEqualTo("^~\\&");
        assertThat(message.header().field(3).text()).isEqualTo("EHR");
        assertThat(message.header().field(12).text()).isEqualTo("2.5.1");
        assertThat(message.one("PID").field(3).repetition(2).component(1).text())
                .isEqualTo("200");
        assertThat(message.one("PID").field(3).component(4).component(2).text()).isEqualTo("1.2.3");
        assertThat(message.one("PID").field(5).component(1).text()).isEqualTo("Rivera");
    }

    @Test
    void knowsWhatItIs() {
        Message message = read(HEADER + "\rEVN|A04");

        assertThat(List.of(message.type(), message.trigger(), message.structure(), message.controlId()))
                .containsExactly("ADT", "A04", "ADT_A01", "C1");
        assertThat(List.of(message.processingId(), message.version(), message.sendingApplication()))
                .containsExactly("P", "2.5.1", "EHR");
    }

    /** Before version 2.3 the event stood in EVN-1 alone. */
    @Test
    void takesTheTriggerFromEvnWhereTheHeaderHasNone() {
        assertThat(read("MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ADT|C1|P|2.2\rEVN|A08")
                        .trigger())
                .isEqualTo("A08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\n\n", "\r\r"})
    void takesAnyLineEndAsTheEndOfASegment(String end) {
        Message message = read(HEADER + end + "EVN|A04" + end + "PID|1" + end);

        assertThat(message.segments()).extracting(Segment::name).containsExactly("MSH", "EVN", "PID");
        assertThat(message.text()).isEqualTo(HEADER + "\rEVN|A04\rPID|1\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\u000B", "\r\n\r\n", "  ", "leftover of something\r", "\u0000\u000B"})
    void findsTheHeaderBehindWhatStandsBeforeIt(String junk) {
        assertThat(read(junk + HEADER + "\r\u001C\r").text()).isEqualTo(HEADER + "\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "MSH", "MSHA", "MSH|", "MSH||||||", "{\"a\":1}", "GET / HTTP/1.1", "FHS|^~\\&|"})
    void saysWhatIsNoMessage(String text) {
        Reading reading = Message.read(text.getBytes(UTF_8), UTF_8);

        assertThat(reading).isInstanceOf(Reading.NotHl7.class);
        assertThat(((Reading.NotHl7) reading).problem().code()).isEqualTo(Code.NOT_HL7);
    }

    /** G3: the delimiters are the message's own. */
    @Test
    void isBuiltWithTheDelimitersItAnnounces() {
        Message message = read("MSH$%*!@$EHR$CLINIC$HUB$CLINIC$20261123$$ADT%A04$C1\rPID$1$$7%%%A@B\rNTE$1$$a!F!b");

        assertThat(message.trigger()).isEqualTo("A04");
        assertThat(message.one("PID").field(3).component(4).component(2).text()).isEqualTo("B");
        assertThat(message.one("NTE").field(3).text()).isEqualTo("a$b");
    }

    @Test
    void takesABackslashWrittenTwiceForOne() {
        Message message = read("MSH|^~\\\\&|EHR\rPID|1||7^^^A&1.2&ISO");

        assertThat(message.one("PID").field(3).component(4).component(2).text()).isEqualTo("1.2");
    }

    /** G6: nothing, deletion and a value are three different things. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';absent", "'   ';absent", "^^^;absent", "~;absent", "\"\";cleared", "\"\"^\"\";cleared",
                "\"\"~\"\";cleared", "x;present", "\"\"^x;present", "^^x;present", "~x;present", "&x;present"
            })
    void tellsAbsentFromClearedFromPresent(String raw, String expected) {
        Field field = read(HEADER + "\rPID|1||||" + raw).one("PID").field(5);

        assertThat(field.isAbsent()).isEqualTo(expected.equals("absent"));
        assertThat(field.isCleared()).isEqualTo(expected.equals("cleared"));
        assertThat(field.isPresent()).isEqualTo(expected.equals("present"));
    }

    @Test
    void neverGivesQuotesOutAsText() {
        Field field = read(HEADER + "\rPID|1||||\"\"^Elena^\"\"").one("PID").field(5);

        assertThat(field.text()).isEmpty();
        assertThat(field.component(2).text()).isEqualTo("Elena");
        assertThat(field.component(3).value()).isEmpty();
        assertThat(field.component(3).isCleared()).isTrue();
    }

    @Test
    void skipsRepetitionsThatSayNothing() {
        List<String> texts = read(HEADER + "\rPID|1||7~~\"\"~8")
                .one("PID")
                .field(3)
                .repetitions()
                .map(Field::text)
                .toList();

        assertThat(texts).containsExactly("7", "8");
    }

    @Test
    void saysWhereAValueStands() {
        Message message = read(HEADER + "\rIN1|1\rIN1|2|A^B~C^D&E");

        assertThat(message.each("IN1")
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .field(2)
                        .repetition(2)
                        .component(2)
                        .component(2)
                        .place())
                .hasToString("IN1[2]-2[2].2.2");
    }

    @Test
    void joinsALineWithoutASegmentNameToTheOneBefore() {
        Reading.Read read =
                (Reading.Read) Message.read((HEADER + "\rNTE|1||first\nsecond line\rPID|1").getBytes(UTF_8), UTF_8);

        assertThat(read.message().one("NTE").field(3).runningText()).isEqualTo("first\nsecond line");
        assertThat(read.warnings()).extracting(problem -> problem.code()).containsExactly(Code.SEGMENT_SEQUENCE);
    }

    /** G5: a segment of the sender's own between them parts nothing that belongs together. */
    @Test
    void groupsSegmentsWithWhatFollowsThem() {
        Message message = read(HEADER + "\rIN1|1\rIN2|a\rIN3|b\rIN1|2\rZIN|1\rIN2|c");

        List<Group> groups = message.groups("IN1", Set.of("IN2", "IN3"));

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).segments()).extracting(Segment::name).containsExactly("IN1", "IN2", "IN3");
        assertThat(groups.get(1).segments()).extracting(Segment::name).containsExactly("IN1", "IN2");
    }

    /** G5: what the standard does not know is there all the same. */
    @Test
    void keepsSegmentsAndFieldsItDoesNotKnow() {
        Message message = read(HEADER + "\rZPX|a|b^c\rPID|1" + "|".repeat(60) + "far out");

        assertThat(message.one("ZPX").field(2).component(2).text()).isEqualTo("c");
        assertThat(message.one("PID").field(61).text()).isEqualTo("far out");
        assertThat(message.one("PID").field(99).isAbsent()).isTrue();
    }

    /** G2. */
    @ParameterizedTest
    @CsvSource({
        "ASCII,US-ASCII,Munoz", "8859/1,ISO-8859-1,Muñoz", "8859/15,ISO-8859-15,Muñoz €", "8859/2,ISO-8859-2,Łódź",
        "8859/5,ISO-8859-5,Иванов", "UNICODE UTF-8,UTF-8,Ünï 李", "UTF-8,UTF-8,Ünï 李", "GB 18030-2000,GB18030,李",
        "KS X 1001,EUC-KR,김", "BIG-5,Big5,李", "ISO IR14,JIS_X0201,ｱ", "ISO IR87,ISO-2022-JP,山田"
    })
    void decodesWhatTheHeaderAnnounces(String announced, String charset, String name) {
        String text = HEADER + "||||||" + announced + "\rPID|1||7||" + name;

        Reading.Read read = (Reading.Read) Message.read(text.getBytes(Charset.forName(charset)), ISO_8859_1);

        assertThat(read.message().one("PID").field(5).text()).isEqualTo(name);
        assertThat(read.warnings()).isEmpty();
    }

    /** Parts of ISO 8859 that the JDK does not have. */
    @ParameterizedTest
    @CsvSource({"8859/10,Þórður,DEF372F07572", "8859/14,Siân Ŵyn,5369E26E20D0796E"})
    void decodesTheSetsThatJavaLacks(String announced, String name, String hexadecimal) {
        byte[] head = (HEADER + "||||||" + announced + "\rPID|1||7||").getBytes(ISO_8859_1);
        byte[] value = java.util.HexFormat.of().parseHex(hexadecimal);
        byte[] frame = java.util.Arrays.copyOf(head, head.length + value.length);
        System.arraycopy(value, 0, frame, head.length, value.length);

        Message message = ((Reading.Read) Message.read(frame, UTF_8)).message();

        assertThat(message.one("PID").field(5).text()).isEqualTo(name);
        assertThat(name.getBytes(message.charset())).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void recognisesWideCharactersByTheirShape(String charset) {
        String text = HEADER + "||||||UNICODE UTF-16\rPID|1||7||Ünï 李";

        assertThat(((Reading.Read) Message.read(text.getBytes(Charset.forName(charset)), UTF_8))
                        .message()
                        .one("PID")
                        .field(5)
                        .text())
                .isEqualTo("Ünï 李");
    }

    @Test
    void readsBytesThatAreNotUtf8AsWesternAndSaysSo() {
        Reading.Read read = (Reading.Read)
                Message.read((HEADER + "\rPID|1||7||Muñoz").getBytes(Charset.forName("windows-1252")), UTF_8);

        assertThat(read.message().one("PID").field(5).text()).isEqualTo("Muñoz");
        assertThat(read.warnings()).extracting(problem -> problem.code()).containsExactly(Code.TEXT_ENCODING);
    }

    @Test
    void readsUtf8ThatClaimsToBeAsciiAndSaysSo() {
        Reading.Read read =
                (Reading.Read) Message.read((HEADER + "||||||ASCII\rPID|1||7||Muñoz").getBytes(UTF_8), UTF_8);

        assertThat(read.message().one("PID").field(5).text()).isEqualTo("Muñoz");
        assertThat(read.warnings()).extracting(problem -> problem.code()).containsExactly(Code.TEXT_ENCODING);
    }

    @Test
    void neverMakesAReplacementCharacter() {
        byte[] frame = (HEADER + "||||||UNICODE UTF-8\rPID|1||7||x\u0081\u009Dx").getBytes(ISO_8859_1);

        assertThat(((Reading.Read) Message.read(frame, UTF_8)).message().text()).doesNotContain("\uFFFD");
    }
}
