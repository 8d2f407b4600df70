package org.practicehub.server.live;

import com.zaxxer.hikari.HikariDataSource;
import org.practicehub.server.database.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The live stream's source. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    ChangeFeed changeFeed(HikariDataSource database, Schema schema) {
        return new ChangeFeed(database);
    }
}
