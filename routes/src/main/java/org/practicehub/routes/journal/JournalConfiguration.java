package org.practicehub.routes.journal;

import org.practicehub.routes.inbound.DispatcherSettings;
import org.practicehub.routes.vault.Vault;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal, put together on the database that the application names. */
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean
    Arrivals arrivals(JdbcClient sql) {
        return new Arrivals(sql);
    }

    @Bean
    Journal journal(
            JdbcClient sql,
            PlatformTransactionManager transactions,
            Vault vault,
            DispatcherSettings settings,
            Arrivals arrivals,
            ObjectProvider<Witness> witness) {
        return new Journal(
                sql,
                new TransactionTemplate(transactions),
                vault,
                settings.knownFor(),
                arrivals,
                witness.getIfAvailable(() -> Witness.NOBODY));
    }

    @Bean
    JournalReader journalReader(JdbcClient sql) {
        return new JournalReader(sql);
    }

    @Bean
    Expiry expiry(JdbcClient sql) {
        return new Expiry(sql);
    }

    @Bean
    FeedStates feedStates(JdbcClient sql) {
        return new FeedStates(sql);
    }

    @Bean
    Worklist worklist(JdbcClient sql) {
        return new Worklist(sql);
    }

    @Bean
    Marks marks(JdbcClient sql) {
        return new Marks(sql);
    }

    @Bean
    Rework rework(JdbcClient sql) {
        return new Rework(sql);
    }
}
