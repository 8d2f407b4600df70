package org.practicehub.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One PostgreSQL for everything: HAPI's tables and the hub's own, both brought up to date before anyone reads them. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final Duration LONGEST_FIRST_CONNECTION = Duration.ofSeconds(15);

    @Bean(destroyMethod = "close")
    @ConditionalOnExpression("'${hub.database.url:}'.isBlank()")
    EmbeddedDatabase embeddedDatabase(DataDirectory directory) {
        return EmbeddedDatabase.start(directory.data());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("hub");
        pool.setMaximumPoolSize(settings.connections());
        pool.setInitializationFailTimeout(LONGEST_FIRST_CONNECTION.toMillis());
        // Rows of one insert or update travel together instead of one by one: 70 round trips of a transaction become
        // 32.
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "practice-hub");
        EmbeddedDatabase own = embedded.getIfAvailable();
        pool.setJdbcUrl(own != null ? own.url() : settings.url());
        pool.setUsername(own != null ? own.user() : settings.user());
        pool.setPassword(own != null ? own.password() : settings.password());
        try {
            return new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw new CannotStart(
                    "The database cannot be reached, or does not let the hub in.",
                    "Check HUB_DATABASE_URL, HUB_DATABASE_USER and HUB_DATABASE_PASSWORD, and that it is PostgreSQL 15 or"
                            + " newer.",
                    e);
        }
    }

    @Bean
    Turns turns(HikariDataSource dataSource) {
        return new Turns(dataSource);
    }

    @Bean
    Schema schema(HikariDataSource dataSource, Turns turns) {
        turns.alone("schema", () -> Schema.bringUpToDate(dataSource));
        return new Schema();
    }
}
