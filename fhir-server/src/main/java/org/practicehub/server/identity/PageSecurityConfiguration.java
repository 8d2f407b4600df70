package org.practicehub.server.identity;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** The pages: sign-in, and the files of the apps, which hold nothing of anybody's record. What is not named is denied. */
@Configuration(proxyBeanMethods = false)
class PageSecurityConfiguration {
    /** Nothing here needs a camera, a place or a payment; passkeys are made on our own pages alone. */
    static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(),"
            + " publickey-credentials-get=(self), publickey-credentials-create=(self)";

    @Bean
    @Order(3)
    SecurityFilterChain pages(
            HttpSecurity http,
            Apps apps,
            IdentitySettings settings,
            PasskeySecurity passkeys,
            OutsideSecurity outside,
            FreshProof proof)
            throws Exception {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        HttpSessionRequestCache cameFrom = new HttpSessionRequestCache();
        // Where a sign-in leads back to is a page that somebody asked for, and nothing else.
        cameFrom.setRequestMatcher(new OrRequestMatcher(
                path.matcher(HttpMethod.GET, "/account/**"), path.matcher(HttpMethod.GET, "/login/again")));
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/index.html",
                                "/favicon.ico",
                                "/*.svg",
                                "/assets/**",
                                "/apps/**",
                                "/pages/**",
                                "/login",
                                "/login/second",
                                "/login/enrol",
                                "/login/webauthn",
                                "/webauthn/authenticate/options",
                                "/invitation/*",
                                "/error",
                                "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/account", "/account/**", "/login/again", "/session")
                        .authenticated()
                        .requestMatchers("/webauthn/register", "/webauthn/register/**")
                        .access((who, context) -> new AuthorizationDecision(
                                who.get().isAuthenticated() && proof.has(context.getRequest())))
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path.matcher("/session"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), AnyRequestMatcher.INSTANCE))
                .requestCache(cache -> cache.requestCache(cameFrom))
                .logout(Customizer.withDefaults())
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                        .addHeaderWriter(new PagePolicy(apps, settings))
                        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
        passkeys.addTo(http);
        outside.addTo(http);
        return http.build();
    }

    @Bean
    static PasswordEncoder passwordEncoder() {
        String argon2id = "argon2id";
        return new LimitedHashing(
                new DelegatingPasswordEncoder(
                        argon2id, Map.of(argon2id, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8())),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** Nobody signs in past {@link PasswordCheck}. Without this bean Spring Boot makes a user of its own. */
    @Bean
    static UserDetailsService nobody() {
        return username -> {
            throw new UsernameNotFoundException("people sign in on the sign-in page");
        };
    }
}
