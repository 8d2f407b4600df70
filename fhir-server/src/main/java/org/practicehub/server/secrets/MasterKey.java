package org.practicehub.server.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.CannotStart;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key from the environment, or else from a file in the data directory that only its owner may read, drawn on first
 * start. Without it neither messages nor signing keys can be read again.
 */
final class MasterKey {
    /** Sealed once and opened at each start: tells whether the key is the one that the database was begun with. */
    private static final byte[] PROOF = "practice hub".getBytes(StandardCharsets.UTF_8);

    private MasterKey() {}

    static Vault vault(String fromEnvironment, Path data, JdbcClient sql) {
        Vault vault = new Vault(fromEnvironment.isBlank() ? file(data.resolve("master.key")) : parse(fromEnvironment));
        sql.sql("insert into hub_vault (one, proof) values (true, ?) on conflict do nothing")
                .param(vault.seal(PROOF))
                .update();
        byte[] proof = sql.sql("select proof from hub_vault")
                .query((row, number) -> row.getBytes(1))
                .single();
        try {
            vault.open(proof);
        } catch (IllegalStateException e) {
            throw new CannotStart(
                    "The master key is not the one that this database was begun with.",
                    "Set HUB_MASTER_KEY to the right key, or bring back the file master.key of the data directory.",
                    e);
        }
        return vault;
    }

    private static byte[] file(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[Vault.KEY_BYTES];
                new SecureRandom().nextBytes(key);
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getEncoder().encodeToString(key));
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new CannotStart(
                    "The file " + file + " cannot be read or made.", "Check the rights of the folder.", e);
        }
    }

    private static byte[] parse(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.trim());
            if (key.length == Vault.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Told below: the text must not appear anywhere.
        }
        throw new CannotStart(
                "The master key is not " + Vault.KEY_BYTES + " bytes in Base64.",
                "Make one with: head -c " + Vault.KEY_BYTES + " /dev/urandom | base64");
    }
}
