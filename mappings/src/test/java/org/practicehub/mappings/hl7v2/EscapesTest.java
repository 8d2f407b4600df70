package org.practicehub.mappings.hl7v2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escape sequences (HL7 section 2.7; G4). */
class EscapesTest {

    private static final String HEADER =
            "MSH|^~\\&#|EHR|CLINIC|HUB|CLINIC|20261123||ADT^A04|C1|P|2.8||||||UNICODE UTF-8";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a\\F\\b;a|b", "a\\S\\b;a^b", "a\\T\\b;a&b", "a\\R\\b;a~b", "a\\E\\b;a\\b", "a\\P\\b;a#b",
                "\\E\\F\\E\\;\\F\\", "\\XC3BC\\;ü", "a\\X0D\\b;'a\rb'", "\\XZZ\\;\\XZZ\\", "\\XFF\\;\\XFF\\",
                        "\\Zxy\\;\\Zxy\\",
                "\\Q\\;\\Q\\", "open\\F;open\\F", "\\;\\", "\\\\;\\\\", "\\F\\\\F\\;||", "\\H\\x\\N\\;\\H\\x\\N\\",
                "\\.br\\;\\.br\\", "\\C2842\\x;x", "\\E\\C2842\\E\\;\\C2842\\", "\\Zab\\F\\;\\Zab\\F\\",
                        "\\Z\\\\F\\;\\Z\\|"
            })
    void areDecodedOnceOrLeftAsTheyAre(String raw, String expected) {
        assertThat(text(raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a\\.br\\b;'a\nb'",
                "a\\.sp2\\b;'a\n\nb'",
                "a\\.sp\\b;'a\nb'",
                "a\\.sk3\\b;'a   b'",
                "\\.in4\\b;b",
                "\\.ti2\\b;b",
                "a\\.fi\\b;ab",
                "a\\.nf\\b;ab",
                "a\\.ce\\b;'a\nb'",
                "\\H\\loud\\N\\;loud",
                "a^b&c;a^b&c",
                "one~two;'one\ntwo'",
                "\\.zz\\;\\.zz\\",
                "a\\.sp999999\\b;'a\nb'"
            })
    void formatRunningText(String raw, String expected) {
        assertThat(MessageTest.read(HEADER + "\rNTE|1||" + raw)
                        .one("NTE")
                        .field(3)
                        .runningText())
                .isEqualTo(expected);
    }

    /** A switch to a two-byte set within a field, as Japanese senders write it. */
    @Test
    void followSwitchesOfTheCharacterSet() {
        assertThat(text("\\M2442\\;3ED\\C2842\\ x")).isEqualTo("山田 x");
    }

    @Test
    void loseControlCharactersThatNoStoreTakes() {
        assertThat(text("a\\X00\\b\\X07\\c")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| ^ ~ \\ & #",
                "line\rnext\nlast",
                "李 & Söhne | \"quoted\"",
                "\\F\\",
                "#\\X41\\#",
                "\\C2842\\x\\M2442\\;3ED"
            })
    void bringTextBackUnchanged(String text) {
        Writer writer = Writer.like(MessageTest.read(HEADER));

        assertThat(text(writer.text(text))).isEqualTo(text);
    }

    private static String text(String raw) {
        Message message =
                ((Reading.Read) Message.read((HEADER + "\rPID|1||||" + raw).getBytes(UTF_8), UTF_8)).message();
        return message.one("PID").field(5).text();
    }
}
