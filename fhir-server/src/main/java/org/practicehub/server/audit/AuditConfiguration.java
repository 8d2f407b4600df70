package org.practicehub.server.audit;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.DataDirectory;
import org.practicehub.server.database.Schema;
import org.practicehub.server.store.FhirPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.core.userdetails.UserDetailsService;

/** The audit trail, put together. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AuditConfiguration.class);
    private static final int SECRET_BYTES = 32;

    @Bean(destroyMethod = "close")
    Appender auditAppender(HikariDataSource database, AuditSettings settings, Schema schema) {
        return new Appender(new Chain(database), settings);
    }

    @Bean
    Outbox auditOutbox(JdbcClient sql) {
        return new Outbox(sql);
    }

    @Bean
    Disclosures disclosures(AuditSettings settings) {
        return new Disclosures(settings);
    }

    @Bean
    OwnerFields ownerFields(FhirContext fhir) {
        return new OwnerFields(fhir);
    }

    @Bean
    QueryText queryText(JdbcClient sql, Vault vault, Schema schema) {
        byte[] drawn = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(drawn);
        sql.sql("insert into audit.secret (one, sealed) values (true, ?) on conflict do nothing")
                .param(vault.seal(drawn))
                .update();
        return new QueryText(vault.open(sql.sql("select sealed from audit.secret")
                .query((row, number) -> row.getBytes(1))
                .single()));
    }

    @Bean
    AuditTrail auditTrail(Appender appender, Outbox outbox, Clock clock) {
        return new AuditTrail(appender, outbox, clock);
    }

    @Bean
    Commits auditCommits(Outbox outbox, Appender appender, Disclosures disclosures, Clock clock) {
        return new Commits(outbox, appender, disclosures, clock);
    }

    @Bean
    CommitHooks auditCommitHooks(OwnerFields owners, Commits commits, IInterceptorService interceptors) {
        CommitHooks hooks = new CommitHooks(owners, commits);
        interceptors.registerInterceptor(hooks);
        return hooks;
    }

    @Bean
    MessageEvents messageEvents(Commits commits) {
        return new MessageEvents(commits);
    }

    @Bean
    FhirPart audit(OwnerFields owners, QueryText queries, JournalReader journal, JdbcClient sql, Vault vault) {
        return new FhirPart(
                java.util.List.of(new AuditEventProvider(new EventSearch(sql), new Cursors(vault))),
                java.util.List.of(new RequestHooks(owners, queries, journal)));
    }

    /** Before Spring Security, whose refusals are events too. */
    @Bean
    FilterRegistrationBean<AuditFilter> auditFilter(
            Appender appender, Disclosures disclosures, QueryText queries, Clock clock) {
        FilterRegistrationBean<AuditFilter> filter =
                new FilterRegistrationBean<>(new AuditFilter(new RequestEvents(appender, disclosures, queries, clock)));
        filter.addUrlPatterns("/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    SignInEvents signInEvents(AuditTrail trail, ObjectProvider<UserDetailsService> people) {
        return new SignInEvents(trail, people);
    }

    /** As Boot makes it, but every refusal is told, those of the authorization server too. */
    @Bean
    AuthenticationEventPublisher authenticationEvents(ApplicationEventPublisher events) {
        DefaultAuthenticationEventPublisher publisher = new DefaultAuthenticationEventPublisher(events);
        publisher.setDefaultAuthenticationFailureEvent(OtherRefusal.class);
        return publisher;
    }

    @Bean
    Checkpoints checkpoints(HikariDataSource database, DataDirectory directory, AuditSettings settings, Clock clock) {
        return new Checkpoints(
                database,
                CheckpointKey.in(directory.data().resolve("audit")),
                settings.checkpointFile(directory.data()),
                clock);
    }

    @Bean
    SchedulingConfigurer signCheckpoints(Checkpoints checkpoints, AuditSettings settings) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(
                () -> {
                    try {
                        checkpoints.sign();
                    } catch (AuditUnavailable e) {
                        LOG.error("The audit trail could not be signed. It is tried again.");
                    }
                },
                settings.checkpointEvery(),
                settings.checkpointEvery()));
    }

    @Bean
    HubLife hubLife(AuditTrail trail, Checkpoints checkpoints) {
        return new HubLife(trail, checkpoints);
    }
}
