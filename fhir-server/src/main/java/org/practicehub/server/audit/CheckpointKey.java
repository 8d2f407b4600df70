package org.practicehub.server.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.practicehub.server.database.CannotStart;

/**
 * The key that signs checkpoints (Ed25519, RFC 8032): a file in the data directory that only its owner may read, beside its public
 * half. It is not in the database, so that whoever can change the database cannot sign.
 */
final class CheckpointKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_BYTES = 8;

    private final PrivateKey key;
    private final String id;

    private CheckpointKey(PrivateKey key, String id) {
        this.key = key;
        this.id = id;
    }

    /** The key of this folder, drawn when there is none. */
    static CheckpointKey in(Path folder) {
        Path secret = folder.resolve("checkpoint.key");
        Path open = publicFile(folder);
        try {
            if (!Files.exists(secret)) {
                Files.createDirectories(folder);
                KeyPair drawn = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                Files.writeString(open, text(drawn.getPublic().getEncoded()));
                Files.createFile(
                        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(secret, text(drawn.getPrivate().getEncoded()));
            }
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes(secret)));
            return new CheckpointKey(key, id(publicKey(open)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new CannotStart(
                    "The key of the audit trail in " + folder + " cannot be read or made.",
                    "Check the rights of the folder, or bring back checkpoint.key and checkpoint.pub.",
                    e);
        }
    }

    static Path publicFile(Path folder) {
        return folder.resolve("checkpoint.pub");
    }

    static PublicKey publicKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(file)));
    }

    /** A short name of a public key. */
    static String id(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    String id() {
        return id;
    }

    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has " + ALGORITHM, e);
        }
    }

    static boolean verify(PublicKey key, byte[] text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private static byte[] bytes(Path file) throws IOException {
        return Base64.getDecoder()
                .decode(Files.readString(file, StandardCharsets.US_ASCII).trim());
    }
}
