package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.IdentityCheck;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.RegisteredApps;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Spring Authorization Server as a SMART App Launch 2 server. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {
    private static final DefaultBearerTokenResolver BEARER = new DefaultBearerTokenResolver();

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(HttpSecurity http, ServerParts parts) throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        // What a browser asks before it posts to an endpoint belongs to the endpoint (smart.md C1).
        http.securityMatcher(new OrRequestMatcher(
                        server.getEndpointsMatcher(),
                        path.matcher(HttpMethod.OPTIONS, "/oauth2/**"),
                        path.matcher(HttpMethod.OPTIONS, "/userinfo")))
                .with(server, parts::fit)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(bearer -> bearer.bearerTokenResolver(AuthorizationServerConfiguration::persons))
                .cors(Customizer.withDefaults())
                .addFilterBefore(new PostedRequests(), SecurityContextHolderFilter.class)
                .addFilterBefore(parts.refreshInTurn(), SecurityContextHolderFilter.class)
                // Codes and launches are in these addresses (smart.md N23).
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"), path.matcher("/oauth2/authorize")));
        return http.build();
    }

    /** At introspection a bearer token stands for a client (BearerClient), not for a person. */
    private static @Nullable String persons(HttpServletRequest request) {
        return request.getRequestURI().equals("/oauth2/introspect") ? null : BEARER.resolve(request);
    }

    @Bean
    RegisteredClientRepository clients(
            Apps apps,
            RegisteredApps registered,
            IdentitySettings settings,
            BaseUrl base,
            PasswordEncoder passwords,
            ConfigurableEnvironment files) {
        IdentityCheck.check(settings, files);
        return new Clients(apps, registered, settings, base, passwords);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(BaseUrl base) {
        return AuthorizationServerSettings.builder()
                .issuer(base.baseUrl().toString())
                .build();
    }

    @Bean
    OAuth2TokenGenerator<?> tokens(SigningKeys keys, BaseUrl base, People people, Grants grants) {
        JwtGenerator jwt = new JwtGenerator(new NimbusJwtEncoder(keys.signing()));
        jwt.setJwtCustomizer(new TokenClaims(base, people, grants));
        return new DelegatingOAuth2TokenGenerator(jwt, new RefreshTokens());
    }

    /** Takes access tokens of this server for its API: not another server's, no id token, none taken back, none of a client that was (smart.md N12). */
    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, BaseUrl base, Revoked revoked, Apps apps) {
        NimbusJwtDecoder decoder = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                JwtValidators.createDefaultWithIssuer(base.baseUrl().toString()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(base.fhir())),
                token -> revoked.contains(token)
                                || apps.find(token.getClaimAsString("client_id"))
                                        .isEmpty()
                        ? OAuth2TokenValidatorResult.failure(
                                new OAuth2Error("invalid_token", "The token was taken back.", null))
                        : OAuth2TokenValidatorResult.success()));
        return decoder;
    }
}
