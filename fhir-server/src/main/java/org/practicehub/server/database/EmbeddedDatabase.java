package org.practicehub.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.practicehub.server.database.DatabaseSettings.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL that lives in the data directory and stops with the hub.
 *
 * <p>The library that starts it is made for tests, so its defaults are turned round here: writes are made durable, the
 * files survive, and nobody on this machine may connect without the password that was drawn on first start.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final FileChannel lockFile;
    private final FileLock lock;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(FileChannel lockFile, FileLock lock, EmbeddedPostgres postgres, String password) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.postgres = postgres;
        this.password = password;
    }

    static EmbeddedDatabase start(Path data) {
        LOG.info("Starting PostgreSQL in {}.", data);
        Places places = Places.in(data);
        try {
            Files.createDirectories(places.cluster().getParent());
            FileChannel lockFile = FileChannel.open(places.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = take(lockFile, data);
            LeftOverPostmaster.stop(places.cluster());
            boolean first = !Files.exists(places.password());
            String password = first ? draw() : Files.readString(places.password());
            if (!first) {
                writeDoor(places);
            }
            EmbeddedPostgres postgres = launch(places, first ? "" : password);
            EmbeddedDatabase database = new EmbeddedDatabase(lockFile, lock, postgres, password);
            if (first) {
                database.closeTheDoor(places);
            }
            return database;
        } catch (IOException | IllegalStateException | SQLException e) {
            throw new CannotStart("The embedded PostgreSQL did not start.", remedy(data), e);
        }
    }

    private static FileLock take(FileChannel lockFile, Path data) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Taken by this very process: the same answer.
        }
        throw new CannotStart(
                "Another hub is running on the data directory " + data + ".",
                "Stop it first, or set HUB_DATA to another directory.");
    }

    private static EmbeddedPostgres launch(Places places, String password) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(places.cluster())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(places.program().toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                // Data directories are on solid-state disks.
                .setServerConfig("random_page_cost", "1.1")
                // Plans for searches with many joins cost more to compile than they save at this size.
                .setServerConfig("jit", "off");
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        if (!password.isEmpty()) {
            builder.setConnectConfig("password", password);
        }
        return builder.start();
    }

    /**
     * The cluster is made open to every local user; from here on it asks for the password. A crash between these steps
     * leaves either a first start again or a password that the next start puts the door in front of.
     */
    private void closeTheDoor(Places places) throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("alter role postgres password '" + password + "'");
            writePrivately(places.password(), password);
            writeDoor(places);
            sql.execute("select pg_reload_conf()");
        }
    }

    private static void writeDoor(Places places) throws IOException {
        Files.writeString(
                places.cluster().resolve("pg_hba.conf"),
                "host all all 127.0.0.1/32 scram-sha-256\n",
                StandardCharsets.UTF_8);
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String draw() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static String remedy(Path data) {
        return "root".equals(System.getProperty("user.name"))
                ? "Started as root it needs unprivileged user namespaces (`unshare -U true` must work). Start the hub as"
                        + " an ordinary user, or set HUB_DATABASE_URL to a PostgreSQL of your own."
                : "Look for a full disk or missing rights in " + data
                        + ", or set HUB_DATABASE_URL to a PostgreSQL of your own.";
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    String user() {
        return "postgres";
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        lock.release();
        lockFile.close();
    }
}
