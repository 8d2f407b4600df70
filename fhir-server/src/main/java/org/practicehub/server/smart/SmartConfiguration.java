package org.practicehub.server.smart;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.access.PersonSight;
import org.practicehub.server.access.Policy;
import org.practicehub.server.database.Schema;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.RegisteredApps;
import org.practicehub.server.store.FhirPart;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.transaction.support.TransactionTemplate;

/** What the authorization server is made of besides Spring's: launches, choices, grants, keys. */
@Configuration(proxyBeanMethods = false)
class SmartConfiguration {

    @Bean
    PatientDirectory patientDirectory(ObjectProvider<DaoRegistry> daos, ObjectProvider<MatchUrlService> urls) {
        return new HapiPatientDirectory(daos, urls);
    }

    @Bean
    Choosable choosablePatients(Policy policy, PersonSight sight, PatientDirectory directory) {
        return new Choosable(policy, sight, directory);
    }

    @Bean
    Launches launches(JdbcClient sql, Clock clock, Schema schema) {
        return new Launches(sql, clock);
    }

    @Bean
    LaunchSteps launchSteps(JdbcClient sql, Clock clock, Schema schema) {
        return new LaunchSteps(sql, clock);
    }

    @Bean
    Consents consents(JdbcClient sql, Schema schema) {
        return new Consents(sql);
    }

    @Bean
    Launching launching(Apps apps, Launches launches, LaunchSteps steps, Consents consents, Choosable patients) {
        return new Launching(apps, launches, steps, consents, patients);
    }

    @Bean
    AuthorizationAnswers authorizationAnswers(BaseUrl base, RegisteredClientRepository clients, Launching launching) {
        return new AuthorizationAnswers(base, clients, launching);
    }

    @Bean
    Revoked revoked(JdbcClient sql, Clock clock, IdentitySettings settings, Schema schema) {
        Revoked revoked = new Revoked(sql, clock, settings.accessToken());
        // Before the first request: what was taken back before a restart stays so.
        revoked.listen();
        return revoked;
    }

    @Bean
    Grants grants(JdbcClient sql, Revoked revoked, SmartSettings settings) {
        return new Grants(sql, revoked, settings.refreshGrace());
    }

    /** Codes and tokens outlive a restart, and every process that shares the database knows them. */
    @Bean
    Authorizations authorizations(
            JdbcTemplate jdbc,
            JdbcClient sql,
            RegisteredClientRepository clients,
            RegisteredApps apps,
            Grants grants,
            Revoked revoked) {
        return new Authorizations(new JdbcOAuth2AuthorizationService(jdbc, clients), sql, apps, grants, revoked);
    }

    @Bean
    TokenAnswers tokenAnswers(Authorizations authorizations, Style style, ObjectMapper json) {
        return new TokenAnswers(authorizations, Optional.of(style.address()), json);
    }

    @Bean
    SigningKeys signingKeys(
            JdbcClient sql, Vault vault, JdbcTemplate jdbc, Clock clock, SmartSettings settings, Schema schema) {
        return new SigningKeys(sql, vault, transactions(jdbc), clock, settings);
    }

    /** Over the connection alone: the record's own transaction manager would come with Hibernate's session. */
    static TransactionTemplate transactions(JdbcTemplate jdbc) {
        return new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    @Bean
    KeyAddresses keyAddresses(SmartSettings settings) {
        return new KeyAddresses(settings.loopbackKeys());
    }

    @Bean
    PublishedKeys publishedKeys(KeyAddresses addresses, Clock clock) {
        return new PublishedKeys(new KeyFetcher(addresses), clock);
    }

    @Bean
    UsedAssertions usedAssertions(JdbcClient sql, Schema schema) {
        return new UsedAssertions(sql);
    }

    @Bean
    ForeignIdTokens foreignIdTokens(
            IdentitySettings settings, PublishedKeys published, UsedAssertions used, Clock clock) {
        return new ForeignIdTokens(settings, published, used, clock);
    }

    @Bean
    FhirPart refusals() {
        return FhirPart.intercepting(new Forbidden());
    }

    @Bean
    Endings endings(Grants grants) {
        return new Endings(grants);
    }
}
