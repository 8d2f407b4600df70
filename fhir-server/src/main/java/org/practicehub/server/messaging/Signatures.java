package org.practicehub.server.messaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a callback comes from the gateway. Compared in constant time. */
final class Signatures {
    static final String TWILIO = "X-Twilio-Signature";
    static final String HUB = "X-Hub-Signature";

    private static final Pattern STAMPED = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Signatures() {}

    /**
     * Twilio's scheme ("Validating requests" of its manual): the address as it was called, then each field of the form by name, name
     * and value with nothing between.
     */
    static boolean isTwilios(String given, String secret, String url, Map<String, String> fields) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> text.append(name).append(value));
        String right = Base64.getEncoder()
                .encodeToString(hmac("HmacSHA1", secret, text.toString().getBytes(StandardCharsets.UTF_8)));
        return same(given, right);
    }

    /** {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 of the seconds, a dot and the body; not older than five minutes. */
    static boolean isHubs(String given, String secret, byte[] body, Instant now) {
        Matcher stamped = STAMPED.matcher(given);
        if (!stamped.matches()) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(stamped.group(1)));
        return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0
                && same(stamped.group(2), hubs(secret, stamped.group(1), body));
    }

    static String hubs(String secret, String seconds, byte[] body) {
        byte[] stamp = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[stamp.length + body.length];
        System.arraycopy(stamp, 0, all, 0, stamp.length);
        System.arraycopy(body, 0, all, stamp.length, body.length);
        return HexFormat.of().formatHex(hmac("HmacSHA256", secret, all));
    }

    private static boolean same(String given, String right) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String kind, String secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(kind);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), kind));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + kind, e);
        }
    }
}
