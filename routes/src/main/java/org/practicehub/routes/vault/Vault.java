package org.practicehub.routes.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not lie open in the database: raw messages and private keys. AES-256 in Galois/Counter Mode; a sealed
 * value is a version byte, a nonce and the ciphertext with its tag.
 */
public final class Vault {
    public static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * A vault with this master key.
     *
     * @throws IllegalArgumentException when the key is not {@value #KEY_BYTES} bytes long
     */
    public Vault(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the master key must be " + KEY_BYTES + " bytes long");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    public byte[] seal(byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, open, 0, open.length);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(VERSION)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * What was sealed.
     *
     * @throws IllegalStateException when it was sealed with another key, or changed since
     */
    public byte[] open(byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("not something that this vault sealed");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, nonce, sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, int from, int length) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input, from, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the master key does not fit what is stored", e);
        }
    }
}
