package org.practicehub.routes.replay;

import java.time.Clock;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.Rework;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Replays, put together. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    Replays replays(JdbcClient sql, PlatformTransactionManager transactions) {
        return new Replays(sql, new TransactionTemplate(transactions));
    }

    @Bean
    Replayer replayer(
            JdbcClient sql,
            PlatformTransactionManager transactions,
            Rework rework,
            Feeds feeds,
            Journal journal,
            Intake intake,
            Dispatcher dispatcher,
            Clock clock) {
        return new Replayer(
                new Progress(sql),
                rework,
                feeds,
                journal,
                intake,
                dispatcher,
                new TransactionTemplate(transactions),
                clock);
    }
}
