package org.practicehub.server.identity;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/** Spring Authorization Server as a SMART App Launch 2 server. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(
            HttpSecurity http,
            RegisteredClientRepository clients,
            IdentitySettings settings,
            BaseUrl base,
            People people)
            throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        http.securityMatcher(server.getEndpointsMatcher())
                .with(server, smart -> smart.oidc(Customizer.withDefaults())
                        .clientAuthentication(client -> client.authenticationConverters(
                                        converters -> converters.add(0, new PublicClientWithoutSecret.Converter()))
                                .authenticationProviders(
                                        providers -> providers.add(0, new PublicClientWithoutSecret.Provider(clients))))
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestConverters(
                                        converters -> converters.add(0, new ScopeNarrowing(clients, settings, people)))
                                .authenticationProviders(providers -> checkRequests(providers, base)))
                        .tokenEndpoint(endpoint ->
                                endpoint.authenticationProviders(AuthorizationServerConfiguration::checkSystems)))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .cors(Customizer.withDefaults())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    private static void checkRequests(List<AuthenticationProvider> providers, BaseUrl base) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider requests) {
                requests.setAuthenticationValidator(new AuthorizationRequestCheck(base));
            }
        }
    }

    private static void checkSystems(List<AuthenticationProvider> providers) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider systems) {
                systems.setAuthenticationValidator(new SystemScopes());
            }
        }
    }

    @Bean
    RegisteredClientRepository clients(
            IdentitySettings settings, BaseUrl base, PasswordEncoder passwords, ConfigurableEnvironment files) {
        IdentityCheck.check(
                settings, Stream.of(ResourceType.values()).map(Enum::name).collect(Collectors.toSet()), files);
        return Clients.registered(settings, base, passwords);
    }

    /** Codes and tokens outlive a restart, and every process that shares the database knows them. */
    @Bean
    OAuth2AuthorizationService authorizations(JdbcTemplate jdbc, RegisteredClientRepository clients, Schema schema) {
        return new JdbcOAuth2AuthorizationService(jdbc, clients);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(BaseUrl base) {
        return AuthorizationServerSettings.builder()
                .issuer(base.baseUrl().toString())
                .build();
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(JdbcClient sql, Vault vault, Schema schema) {
        return new ImmutableJWKSet<>(SigningKeys.load(sql, vault));
    }

    @Bean
    OAuth2TokenGenerator<?> tokens(JWKSource<SecurityContext> keys, BaseUrl base, People people) {
        JwtGenerator jwt = new JwtGenerator(new NimbusJwtEncoder(keys));
        jwt.setJwtCustomizer(new TokenClaims(base, people));
        return new DelegatingOAuth2TokenGenerator(jwt, new RefreshTokens());
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    static PasswordEncoder passwordEncoder() {
        String argon2id = "argon2id";
        return new DelegatingPasswordEncoder(
                argon2id, java.util.Map.of(argon2id, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }
}
