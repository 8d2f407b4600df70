package org.practicehub.server.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The folder that holds everything this hub must not lose: the embedded database, keys, exchange folders.
 *
 * @param data the folder; made on first start
 */
@ConfigurationProperties("hub")
public record DataDirectory(@DefaultValue("data") Path data) {
    public DataDirectory {
        data = data.toAbsolutePath().normalize();
    }
}
