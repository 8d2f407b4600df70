package org.practicehub.server.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;

/**
 * A PostgreSQL for tests: in a container where a container engine runs, else the embedded one. One server a JVM, and a new
 * database in it for whoever asks.
 *
 * @param url JDBC address of the database
 */
public record TestDatabase(String url, String user, String password) {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** An empty database. */
    public static TestDatabase create() {
        String name = "test" + DATABASES.incrementAndGet();
        TestDatabase server = Server.ONE;
        try (Connection connection =
                        java.sql.DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement sql = connection.createStatement()) {
            sql.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database cannot be made", e);
        }
        return new TestDatabase(server.url().replaceFirst("/[^/]*$", "/" + name), server.user(), server.password());
    }

    private static final class Server {
        static final TestDatabase ONE = containersRun() ? container() : embedded();

        private static boolean containersRun() {
            // That no container engine runs is no error here.
            LoggingSystem.get(TestDatabase.class.getClassLoader()).setLogLevel("org.testcontainers", LogLevel.OFF);
            return DockerClientFactory.instance().isDockerAvailable();
        }

        private static TestDatabase container() {
            // Stopped by Testcontainers when the JVM ends.
            @SuppressWarnings("resource")
            PostgreSQLContainer<?> container = new PostgreSQLContainer<>("postgres:17");
            container.start();
            return new TestDatabase(
                    container.getJdbcUrl().replaceFirst("\\?.*$", ""),
                    container.getUsername(),
                    container.getPassword());
        }

        private static TestDatabase embedded() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setRegisterShutdownHook(false)
                        .start();
                // After the hubs of this JVM, which would wait for a database that is gone.
                SpringApplication.getShutdownHandlers().add(() -> close(postgres));
                return new TestDatabase(
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
