package org.practicehub.server.identity;

import java.time.Clock;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.Schema;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.session.Session;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Browser sessions live in the database: they survive a restart, and every process that shares it knows them. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    @Bean
    AnnouncedSessions<? extends Session> sessions(
            JdbcTemplate jdbc,
            JdbcClient sql,
            PlatformTransactionManager transactions,
            SignInSettings settings,
            Clock clock,
            ApplicationEventPublisher events,
            Schema schema) {
        JdbcIndexedSessionRepository stored =
                new JdbcIndexedSessionRepository(jdbc, new TransactionTemplate(transactions));
        stored.setDefaultMaxInactiveInterval(settings.idle());
        return new AnnouncedSessions<>(stored, sql, settings.absolute(), clock, events);
    }

    @Bean
    SealedCookie sessionCookie(Vault vault, BaseUrl base) {
        return new SealedCookie(vault, base.isHttps());
    }

    /** Tells Spring Security's listeners of what Spring Session says. */
    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    @Bean
    Sweep sessionSweep(AnnouncedSessions<? extends Session> sessions) {
        return new Sweep(sessions);
    }

    /** Ends sessions on time, whether or not somebody comes back to them: their tokens end with them. */
    record Sweep(AnnouncedSessions<? extends Session> sessions) {
        @Scheduled(fixedDelayString = "PT20S")
        void sweep() {
            sessions.sweep();
        }
    }
}
