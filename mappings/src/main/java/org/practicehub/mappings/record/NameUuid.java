package org.practicehub.mappings.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A UUID made of names (RFC 4122 version 5): the same names give the same id, on every machine, in every process. */
public final class NameUuid {

    private static final byte[] NAMESPACE = bytes(UUID.fromString("9d1f8f5e-3c0a-5b7e-8a41-6f2d0c4b7e10"));

    private NameUuid() {}

    public static String of(String... names) {
        MessageDigest sha1 = sha1();
        sha1.update(NAMESPACE);
        // A separator that no name holds, so that "a", "bc" is another name than "ab", "c".
        byte[] hash = sha1.digest(String.join("\u001F", names).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long most = (bits.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
        long least = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
