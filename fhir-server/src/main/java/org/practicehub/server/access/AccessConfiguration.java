package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.Schema;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.People;
import org.practicehub.server.store.FhirPart;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands between a token and the record: the five gates of smart.md 3.1. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private static final int KEY_BYTES = 32;

    @Bean
    Records records(@Lazy DaoRegistry daos, @Lazy MatchUrlService urls, @Lazy SearchParamMatcher matcher) {
        return new Records(daos, urls, matcher);
    }

    @Bean
    Identities identities(People people, Records records) {
        return new Identities(people, records);
    }

    @Bean
    AccessFinder accessFinder(Policy policy, Apps apps, People people, Identities identities) {
        return new AccessFinder(policy, apps, people, identities);
    }

    @Bean
    PersonSight personSight(Policy policy, AccessFinder finder, Identities identities, Sight sight) {
        return new PersonSight(policy, finder, identities, sight);
    }

    @Bean
    BreakGlass breakGlass(JdbcClient sql, Clock clock, ApplicationEventPublisher events, Schema schema) {
        return new BreakGlass(sql, clock, events);
    }

    @Bean
    Relations relations(Records records, Clock clock) {
        return new Relations(records, clock);
    }

    @Bean
    Sight sight(FhirContext fhir, Records records, Relations relations, BreakGlass glass) {
        return new Sight(fhir, records, relations, glass);
    }

    /** Deliveries are no requests: the storage tells of them. */
    @Bean
    Deliveries deliveries(Records records, People people, Policy policy, Apps apps, IInterceptorService interceptors) {
        Deliveries deliveries = new Deliveries(records, people, policy, apps);
        interceptors.registerInterceptor(deliveries);
        return deliveries;
    }

    @Bean
    FhirPart accessOperations(
            BreakGlass glass,
            Relations relations,
            Records records,
            Sight sight,
            AccessFinder finder,
            Policy policy,
            Apps apps,
            People people) {
        return FhirPart.providing(
                new EmergencyOperations(glass, relations, records, sight),
                new Simulator(finder, policy, apps, people, records, sight));
    }

    @Bean
    FhirPart access(
            FhirContext fhir,
            AccessFinder finder,
            Policy policy,
            Records records,
            Sight sight,
            JdbcClient sql,
            Vault vault,
            Schema schema,
            @Value("${hub.outbound.hosts:}") Set<String> hosts) {
        SensitiveTypes sensitive = new SensitiveTypes(sql);
        Instances instances = new Instances(records, sight, sensitive);
        return FhirPart.intercepting(
                new RequestGate(finder, policy, fhir, instances),
                new ScopeRules(fhir),
                new Visibility(sight, instances, new Masks(fhir)),
                new WriteGuard(fhir, sight, sensitive),
                new Subscribers(fhir, new OutboundAddresses(hosts)),
                new PageBinding(pageKey(sql, vault)),
                new Authorship());
    }

    /** One key for every process on the database, and over restarts. */
    private static byte[] pageKey(JdbcClient sql, Vault vault) {
        byte[] drawn = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(drawn);
        sql.sql("insert into hub_page_key (one, sealed) values (true, ?) on conflict do nothing")
                .param(vault.seal(drawn))
                .update();
        return vault.open(sql.sql("select sealed from hub_page_key")
                .query((row, number) -> row.getBytes(1))
                .single());
    }
}
