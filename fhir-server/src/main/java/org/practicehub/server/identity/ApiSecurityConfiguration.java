package org.practicehub.server.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** The FHIR API answers to a bearer token and to nothing else; a sign-in session opens no record. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, JwtDecoder tokens, BaseUrl base) throws Exception {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        Unauthorized unauthorized = new Unauthorized();
        http.securityMatcher(new OrRequestMatcher(
                        path.matcher("/fhir"),
                        path.matcher("/fhir/**"),
                        path.matcher("/live"),
                        path.matcher("/websocket")))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                path.matcher(HttpMethod.GET, "/fhir/metadata"),
                                path.matcher(HttpMethod.GET, Discovery.PATH))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(forThisServer(tokens, base)))
                        .authenticationEntryPoint(unauthorized))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthorized))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(Customizer.withDefaults())
                // There is no cookie here that a foreign page could ride on.
                .csrf(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /** An access token of another server, or an id token of this one, opens nothing (smart.md N12). */
    private static JwtDecoder forThisServer(JwtDecoder tokens, BaseUrl base) {
        if (tokens instanceof NimbusJwtDecoder decoder) {
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                    JwtValidators.createDefaultWithIssuer(base.baseUrl().toString()),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, audience -> audience != null && audience.contains(base.fhir()))));
        }
        return tokens;
    }

    /** Any origin may read what is public; no origin sends cookies. Registered origins come with the EHR launch. */
    @Bean
    CorsConfigurationSource cors() {
        CorsConfiguration anyone = new CorsConfiguration();
        anyone.setAllowedOrigins(List.of("*"));
        anyone.setAllowedMethods(List.of("GET", "OPTIONS"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/fhir/metadata", anyone);
        source.registerCorsConfiguration(Discovery.PATH, anyone);
        source.registerCorsConfiguration("/.well-known/openid-configuration", anyone);
        source.registerCorsConfiguration("/oauth2/jwks", anyone);
        return source;
    }

    @Bean
    ServletRegistrationBean<Discovery> discovery(BaseUrl base, ObjectMapper json) {
        ServletRegistrationBean<Discovery> servlet =
                new ServletRegistrationBean<>(new Discovery(base, json), Discovery.PATH);
        servlet.setName("smart-configuration");
        return servlet;
    }
}
