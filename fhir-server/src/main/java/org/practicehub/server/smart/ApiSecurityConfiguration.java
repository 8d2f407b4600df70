package org.practicehub.server.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.access.SystemToken;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.BaseUrl;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer.SessionFixationConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** The FHIR API, where messages are posted, and what the hub measures answer to a bearer token and to nothing else; a sign-in session opens no record. */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {
    /** Counters and gauges in the format of Prometheus. */
    private static final String METRICS = "/actuator/prometheus";

    private static final List<String> FOR_ANYONE = List.of(
            "/fhir/metadata", Discovery.PATH, "/.well-known/", "/oauth2/jwks", "/smart/style/", "/smart/brands");

    private static final List<String> FOR_APPS =
            List.of("/fhir", "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/userinfo");

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, JwtDecoder tokens) throws Exception {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        Unauthorized unauthorized = new Unauthorized();
        http.securityMatcher(new OrRequestMatcher(
                        path.matcher("/fhir"),
                        path.matcher("/fhir/**"),
                        path.matcher("/hl7v2/**"),
                        path.matcher(METRICS),
                        path.matcher(LaunchEndpoint.PATH),
                        path.matcher(TrustedEhrs.PATH),
                        path.matcher("/live"),
                        path.matcher("/websocket")))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                path.matcher(HttpMethod.GET, "/fhir/metadata"),
                                path.matcher(HttpMethod.GET, Discovery.PATH),
                                path.matcher(HttpMethod.GET, TrustedEhrs.PATH))
                        .permitAll()
                        .requestMatchers(path.matcher(METRICS))
                        .access((who, context) ->
                                new AuthorizationDecision(who.get() instanceof JwtAuthenticationToken jwt
                                        && SystemToken.allows(jwt.getToken(), ClientCheck.READ_METRICS)))
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.decoder(tokens)).authenticationEntryPoint(unauthorized))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthorized))
                // A token is no sign-in: it must not give the browser's session, whose cookie comes along, another
                // number.
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(SessionFixationConfigurer::none))
                .cors(Customizer.withDefaults())
                // There is no cookie here that a foreign page could ride on.
                .csrf(AbstractHttpConfigurer::disable);
        return http.build();
    }

    /**
     * Any origin may read what is public. A token is asked for, and the API is called, from the origins of registered apps alone;
     * no origin sends cookies (smart.md C1). Spring Security finds it by this name, and by no other.
     */
    @Bean
    CorsConfigurationSource corsConfigurationSource(Apps registered) {
        CorsConfiguration anyone = new CorsConfiguration();
        anyone.setAllowedOrigins(List.of("*"));
        anyone.setAllowedMethods(List.of("GET", "OPTIONS"));
        CorsConfiguration apps = new CorsConfiguration();
        apps.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
        apps.setAllowedHeaders(List.of(
                "Authorization", "Content-Type", "Accept", "If-Match", "If-None-Match", "If-None-Exist", "Prefer"));
        apps.setExposedHeaders(List.of("ETag", "Location", "Content-Location"));
        // By the whole path: Spring's own matching leaves out the part that a servlet is mapped to, and /fhir is one.
        return request -> {
            String path = request.getRequestURI();
            if (FOR_ANYONE.stream().anyMatch(path::startsWith)) {
                return anyone;
            }
            return FOR_APPS.stream().anyMatch(path::startsWith) ? of(registered, apps) : null;
        };
    }

    /** Which origins those are may change with each request. */
    private static CorsConfiguration of(Apps registered, CorsConfiguration apps) {
        CorsConfiguration now = new CorsConfiguration(apps);
        now.setAllowedOrigins(registered.origins());
        return now;
    }

    @Bean
    ServletRegistrationBean<Discovery> discovery(BaseUrl base, SmartSettings settings, ObjectMapper json) {
        ServletRegistrationBean<Discovery> servlet =
                new ServletRegistrationBean<>(new Discovery(base, settings, json), Discovery.PATH);
        servlet.setName("smart-configuration");
        return servlet;
    }
}
