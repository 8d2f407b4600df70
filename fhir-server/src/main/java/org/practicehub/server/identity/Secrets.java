package org.practicehub.server.identity;

import java.security.SecureRandom;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** Random values that somebody holds, and the hashes by which the hub knows them again. */
public final class Secrets {
    private static final int HANDLE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    public static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** So many random bytes in letters that a URL may hold. */
    public static String randomText(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    /** What nobody guesses: 256 random bits, for an address. */
    public static String handle() {
        return randomText(HANDLE_BYTES);
    }

    /** SHA-256, which is enough for what is random itself; passwords go through Argon2id. */
    public static byte[] hash(String text) {
        return DigestUtils.sha256(text);
    }

    /** The same in letters that a URL may hold, where only text can be kept. */
    public static String hashText(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(text));
    }

    /** The hash that was written so. */
    public static byte[] bytes(String hashText) {
        return Base64.getUrlDecoder().decode(hashText);
    }
}
