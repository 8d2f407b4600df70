package org.practicehub.server.smart;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.People;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/** Fits SMART's parts into Spring's authorization server, endpoint by endpoint. */
@Component
record ServerParts(
        RegisteredClientRepository clients,
        IdentitySettings settings,
        Apps apps,
        Policy policy,
        BaseUrl base,
        People people,
        Choosable patients,
        PatientDirectory directory,
        Launching launching,
        AuthorizationAnswers answers,
        TokenAnswers tokenAnswers,
        PublishedKeys publishedKeys,
        UsedAssertions usedAssertions,
        ForeignIdTokens foreignIdTokens,
        Authorizations authorizations,
        Grants grants,
        OAuth2TokenGenerator<?> generator,
        Revoked revoked,
        JwtDecoder tokens,
        JdbcTemplate jdbc,
        Clock clock) {

    /** Not a bean: those that are filters run for every request. */
    RefreshInTurn refreshInTurn() {
        return new RefreshInTurn(Objects.requireNonNull(jdbc.getDataSource()));
    }

    void fit(OAuth2AuthorizationServerConfigurer server) {
        server.oidc(oidc -> oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                        metadata -> metadata.tokenEndpointAuthenticationMethods(ServerParts::methods)
                                .grantTypes(ServerParts::grants))))
                .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                        metadata -> metadata.tokenEndpointAuthenticationMethods(ServerParts::methods)
                                .grantTypes(ServerParts::grants)))
                .clientAuthentication(client -> client.authenticationConverters(converters -> {
                            converters.add(0, new PublicClientWithoutSecret.Converter());
                            converters.add(0, new BearerClient(tokens, clients));
                            converters.add(0, new ClientAssertionConverter());
                        })
                        .authenticationProviders(this::judgeClients))
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestConverters(converters ->
                                converters.add(0, new AuthorizationRequests(clients, apps, policy, people, launching)))
                        .authenticationProviders(this::judgeRequests)
                        .authorizationResponseHandler(answers::granted)
                        .errorResponseHandler(answers::refused))
                .tokenEndpoint(endpoint -> endpoint.accessTokenRequestConverters(
                                converters -> converters.add(0, new TokenExchangeConverter(base)))
                        .authenticationProviders(this::judgeGrants)
                        .accessTokenResponseHandler(tokenAnswers.tokens()))
                .tokenRevocationEndpoint(endpoint -> endpoint.authenticationProviders(
                        providers -> providers.add(0, new EarlierTokens(tokens, authorizations, revoked))))
                .tokenIntrospectionEndpoint(
                        endpoint -> endpoint.introspectionResponseHandler(tokenAnswers::introspected));
    }

    /** Spring's metadata lists all that Spring can; ours what this server does. */
    private static void methods(List<String> all) {
        all.clear();
        all.addAll(Discovery.CLIENT_METHODS);
    }

    private static void grants(List<String> all) {
        all.clear();
        all.addAll(Discovery.GRANTS);
    }

    private void judgeClients(List<AuthenticationProvider> providers) {
        providers.add(0, new PublicClientWithoutSecret.Provider(clients));
        providers.add(0, new BearerClient.Provider());
        ClientAssertions assertions =
                new ClientAssertions(apps, base.at("/oauth2/token"), publishedKeys, usedAssertions, clock);
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof JwtClientAssertionAuthenticationProvider byKey) {
                byKey.setJwtDecoderFactory(assertions);
            }
        }
    }

    private void judgeRequests(List<AuthenticationProvider> providers) {
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider requests) {
                requests.setAuthenticationValidator(
                        new AuthorizationRequestCheck(base, people, patients, directory, launching));
            }
        }
    }

    private void judgeGrants(List<AuthenticationProvider> providers) {
        // Not a bean: Spring Security would have the one provider that is a bean judge people's sign-ins as well.
        providers.add(
                0,
                new TokenExchange(
                        foreignIdTokens,
                        settings,
                        apps,
                        policy,
                        people,
                        patients,
                        directory,
                        authorizations,
                        grants,
                        new IssuedTokens(generator),
                        clock));
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider systems) {
                systems.setAuthenticationValidator(new SystemScopes());
            }
        }
    }
}
