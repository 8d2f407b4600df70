package org.practicehub.server.smart;

import org.practicehub.server.identity.Apps;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The pages of launches and of one's own apps are for whoever is signed in; what apps read about the hub is for everybody. */
@Configuration(proxyBeanMethods = false)
class SmartPagesSecurity {
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'self'; form-action 'self' ";

    @Bean
    @Order(0)
    SecurityFilterChain smartPages(HttpSecurity http, Apps apps) throws Exception {
        http.securityMatcher("/launch/**", AccountPages.APPS, AccountPages.KEYS, "/smart/style/**", "/smart/brands")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/smart/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .cors(Customizer.withDefaults())
                .headers(headers -> headers
                        // A form's answer leads on to the app, and browsers hold that against form-action too.
                        .addHeaderWriter((request, response) -> response.setHeader(
                                "Content-Security-Policy", CONTENT_POLICY + String.join(" ", apps.origins())))
                        .frameOptions(FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
        return http.build();
    }
}
