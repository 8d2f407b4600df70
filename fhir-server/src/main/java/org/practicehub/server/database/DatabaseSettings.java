package org.practicehub.server.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the record is kept.
 *
 * @param url JDBC address of an outside PostgreSQL 15 or newer; absent means the embedded one in the data directory
 * @param connections how many connections one hub process holds open at the most
 */
@ConfigurationProperties("hub.database")
public record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("hub") String user,
        @DefaultValue("") String password,
        @DefaultValue("20") int connections) {

    /** Whether the hub brings its own PostgreSQL. */
    boolean embedded() {
        return url == null || url.isBlank();
    }

    /** Where the embedded PostgreSQL keeps its files, its program and its password. */
    record Places(Path cluster, Path program, Path password, Path lock) {
        static Places in(Path data) {
            Path home = data.resolve("postgresql");
            return new Places(
                    home.resolve("cluster"),
                    home.resolve("program"),
                    home.resolve("password"),
                    data.resolve("hub.lock"));
        }
    }
}
