package org.practicehub.mappings.hl7v2.types;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hl7.fhir.r4.model.Identifier;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.problem.Code;

/**
 * Social security numbers (G13): checked for those nobody can have, and stored, hashed or dropped as the feed says. The
 * number itself goes nowhere else: no problem, log or key holds it.
 */
public final class SocialSecurity {

    /** Where hashed numbers live: equal numbers have equal hashes under one key. */
    static final String HASHED = "urn:x-hub:ssn-hash";

    private static final Pattern DIGITS = Pattern.compile("\\d{9}");
    private static final Pattern IMPOSSIBLE =
            Pattern.compile("(000|666|9\\d\\d)\\d{6}|\\d{3}00\\d{4}|\\d{5}0000|123456789|(\\d)\\2{8}");

    private SocialSecurity() {}

    /** ST, or the first part of a CX → Identifier; empty for a number that none can be, and when the feed drops them. */
    public static Optional<Identifier> identifier(Field number, Source source) {
        String digits = number.text().replaceAll("[-\\s]", "");
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (!DIGITS.matcher(digits).matches() || IMPOSSIBLE.matcher(digits).matches()) {
            source.warn(Code.SSN_IMPOSSIBLE, number, "No social security number can look like this; it was left out.");
            return Optional.empty();
        }
        return switch (source.feed().ssn()) {
            case STORE -> Optional.of(identifier(Systems.SSN, digits, number, source));
            case HASH ->
                Optional.of(identifier(HASHED, hashed(digits, source.feed().ssnKey()), number, source));
            case DROP -> Optional.empty();
        };
    }

    private static Identifier identifier(String system, String value, Field at, Source source) {
        Identifier identifier = new Identifier().setSystem(system).setValue(value);
        Identifiers.type("SS", at, source).ifPresent(identifier::setType);
        return identifier;
    }

    /** A keyed hash: there are so few numbers that a plain one could be undone by trying them all. */
    private static String hashed(String digits, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(digits.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
