package org.practicehub.mappings.hl7v2.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.hl7v2.types.Attachments.Result;
import org.practicehub.mappings.problem.Code;

/** ED and RP that are other than they should be. */
class AttachmentsTest {

    private static final String PDF = Base64.getEncoder().encodeToString("%PDF-1.4\n".getBytes(UTF_8));

    private Source source = source("");

    private Source source(String value) {
        String text = "MSH|^~\\&|LAKESIDE_EHR||||||MDM^T02|C|P|2.5.1\rOBX|1|ED|||" + value + "\r";
        Message message = ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
        source = new Source(message, TestFeeds.practice());
        return source;
    }

    private Field field() {
        return source.message().one("OBX").field(5).repetition(1);
    }

    private Result data(String value) {
        source(value);
        return Attachments.encapsulated(field(), source);
    }

    private Result pointer(String value) {
        source(value);
        return Attachments.pointer(field(), source);
    }

    private static Code refusal(Result result) {
        return ((Result.Refused) result).problem().code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^application^pdf", "^AP^PDF", "^^application/pdf", "^application/pdf^", "^", "^TEXT^Pdf"})
    void knowsAPdfHoweverItIsAnnounced(String type) {
        Result result = data(type + (type.equals("^") ? "^" : "") + "^Base64^" + PDF);

        assertThat(((Result.Taken) result).attachment().getContentType()).isEqualTo("application/pdf");
    }

    @Test
    void readsDataWhoseLinesAreBroken() {
        Result result = data("^application^pdf^BASE64^" + PDF.substring(0, 4) + "\\.br\\ " + PDF.substring(4));

        assertThat(((Result.Taken) result).attachment().getData()).startsWith('%', 'P', 'D', 'F');
    }

    @ParameterizedTest
    @CsvSource({
        "^application^pdf^Base64^JVBER*, DATA_TYPE",
        "^application^pdf^Hex^255, DATA_TYPE",
        "^application^pdf^UUENCODE^JVBERi0=, DATA_TYPE",
        "^application^octet-stream^Base64^JVBERi0=, TABLE_VALUE",
        "^^^Base64^S25lZQ==, TABLE_VALUE",
        "^image^jpeg^Base64^JVBERi0=, CONTRADICTION",
        "^text^html^Base64^AAECAw==, CONTRADICTION",
        "^text^plain^Base64^JVBERi0=, CONTRADICTION",
    })
    void refusesWhatItCannotTake(String value, Code code) {
        assertThat(refusal(data(value))).isEqualTo(code);
    }

    @Test
    void refusesWhatIsTooLarge() {
        byte[] large = new byte[Attachments.MOST + 1];
        large[0] = '%';

        Result result = data("^application^pdf^Base64^" + Base64.getEncoder().encodeToString(large));

        assertThat(refusal(result)).isEqualTo(Code.DATA_TYPE);
        assertThat(((Result.Refused) result).problem().place().toString()).isEqualTo("OBX-5.5");
    }

    /** A problem's words go into logs and acknowledgements: nothing of the document is in them. */
    @Test
    void quotesNothing() {
        Result result = data("^application^pdf^Base64^Rivera*Elena");

        assertThat(((Result.Refused) result).problem().text()).doesNotContain("Rivera");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "file:///etc/passwd", "https://a b", "\\E\\\\E\\server\\E\\x"})
    void sendsNobodyToWhatIsNoWebAddress(String pointer) {
        Result.Taken result = (Result.Taken) pointer(pointer + "^^AP^PDF");

        assertThat(result.attachment().hasUrl()).isFalse();
        assertThat(result.attachment().hasTitle()).isTrue();
        assertThat(source.problems()).hasSize(1);
    }

    @Test
    void keepsTheAmpersandsOfAnAddress() {
        Result.Taken result = (Result.Taken) pointer("https://example.org/?a=1&b=2^^AP^PDF");

        assertThat(result.attachment().getUrl()).isEqualTo("https://example.org/?a=1&b=2");
    }
}
