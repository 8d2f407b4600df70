package org.practicehub.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One link of the chain: a record's number and hash.
 *
 * @param hash SHA-256 of the hash before, the number and the body
 */
record Link(long n, byte[] hash) {
    static final int HASH_BYTES = 32;

    /** Before the first record. */
    static final Link START = new Link(0, new byte[HASH_BYTES]);

    Link next(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(n + 1).array());
            return new Link(n + 1, digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean has(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }
}
