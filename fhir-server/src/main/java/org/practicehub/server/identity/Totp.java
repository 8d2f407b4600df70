package org.practicehub.server.identity;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of six figures that change every 30 seconds (RFC 6238 with HMAC-SHA-1, as every authenticator app has it). */
final class Totp {
    static final int SEED_BYTES = 20;

    private static final int STEP_SECONDS = 30;
    private static final int FIGURES = 1_000_000;
    private static final String ISSUER = "Practice Hub";

    private Totp() {}

    /** The step, of the present one and its neighbours, whose code this is: clocks differ, and people type slowly. */
    static OptionalLong stepOf(byte[] seed, String code, Instant now) {
        long present = now.getEpochSecond() / STEP_SECONDS;
        return LongStream.of(present, present - 1, present + 1)
                .filter(step -> code(seed, step).equals(code))
                .findFirst();
    }

    static String code(byte[] seed, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF; // RFC 4226, 5.3
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF;
            return "%06d".formatted(number % FIGURES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The seed as people type it. */
    static String letters(byte[] seed) {
        return new Base32().encodeToString(seed);
    }

    /** What the QR code says: the URI that authenticator apps read. */
    static String uri(String username, byte[] seed) {
        return "otpauth://totp/" + encoded(ISSUER + ":" + username) + "?secret=" + letters(seed) + "&issuer="
                + encoded(ISSUER);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
