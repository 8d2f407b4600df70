package org.practicehub.mappings.feed;

import java.time.Duration;
import java.util.Optional;

/**
 * How files are read from a folder, here or on a server: the keys {@code folder} and {@code sftp} of a feed whose {@code listen}
 * is {@code file://…} or {@code sftp://…}.
 *
 * @param names which files, as {@code *.hl7}
 * @param after what becomes of a file that has been read
 * @param every how often to look; a file is taken when two looks have found it the same
 * @param login how the hub signs in at the server; empty for a folder of this machine
 */
public record Folder(String names, After after, Duration every, Optional<Login> login) {
    public static final Folder USUAL = new Folder("*", After.MOVE, Duration.ofSeconds(5), Optional.empty());

    /** What becomes of a file that has been read; its answers are in {@code done} in both cases. */
    public enum After {
        /** It is moved into {@code done}. */
        MOVE,
        DELETE
    }

    /**
     * A sign-in at an SFTP server, by a key or by a password.
     *
     * @param knownHosts path of a file in the form of OpenSSH's known_hosts: no other server is spoken to
     * @param key path of the private key's file; empty where there is a password
     * @param password empty where there is a key
     */
    public record Login(String knownHosts, String key, String password) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Login by " + (key.isEmpty() ? "password" : key);
        }
    }
}
