package org.practicehub.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6238. */
class TotpTest {
    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** Appendix B, the rows of SHA-1, of which six figures are the last six of its eight. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SEED, seconds / 30)).isEqualTo(code);
        assertThat(Totp.stepOf(SEED, code, Instant.ofEpochSecond(seconds))).isEqualTo(OptionalLong.of(seconds / 30));
    }

    @Test
    void aNeighbouringStepIsTakenAndNoOther() {
        Instant at = Instant.ofEpochSecond(1_111_111_109);

        assertThat(Totp.stepOf(SEED, "081804", at.plusSeconds(30))).isPresent();
        assertThat(Totp.stepOf(SEED, "081804", at.minusSeconds(30))).isPresent();
        assertThat(Totp.stepOf(SEED, "081804", at.plusSeconds(61))).isEmpty();
    }

    @Test
    void theUriSaysWhoseAndWhere() {
        assertThat(Totp.uri("m delgado", SEED))
                .isEqualTo("otpauth://totp/Practice%20Hub%3Am%20delgado?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Practice%20Hub");
    }
}
