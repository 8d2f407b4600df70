package org.practicehub.server.transport;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 429 with Retry-After when one caller asks too often (RFC 6585, 4). First of all filters: what it refuses costs nothing. */
@Component
@Order(RequestLimits.FIRST)
final class RequestLimits extends OncePerRequestFilter {
    /** Before Spring Session (-2147483598) and Spring Security (-100). */
    static final int FIRST = Integer.MIN_VALUE + 10;

    private static final Set<String> SIGN_IN = Set.of(
            "/login",
            "/login/second",
            "/login/enrol",
            "/login/again",
            "/login/webauthn",
            "/webauthn/authenticate/options");

    private final Allowance signIn;
    private final Allowance tokens;
    private final Allowance searches;
    private final Allowance callbacks;

    RequestLimits(LimitSettings settings) {
        this.signIn = new Allowance(settings.signIn());
        this.tokens = new Allowance(settings.tokens());
        this.searches = new Allowance(settings.searches());
        this.callbacks = new Allowance(settings.callbacks());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = wait(request);
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.getRequestURI().startsWith("/fhir")) {
            Outcome.write(response, "throttled", "Too many requests. Wait and try again.");
        }
    }

    private Duration wait(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (SIGN_IN.contains(path) || path.startsWith("/invitation/") || path.startsWith("/visit/")) {
            return signIn.take(request.getRemoteAddr());
        }
        if (path.startsWith("/messaging/")) {
            return callbacks.take(request.getRemoteAddr());
        }
        if (path.equals("/oauth2/token")) {
            return tokens.take(caller(request));
        }
        return isSearch(request, path) ? searches.take(caller(request)) : Duration.ZERO;
    }

    private static boolean isSearch(HttpServletRequest request, String path) {
        return path.startsWith("/fhir/")
                && (path.endsWith("/_search")
                        || (request.getMethod().equals("GET") && request.getQueryString() != null));
    }

    /** By what it shows, as a hash: a token has no business in memory. Behind one address there may be many. */
    private static String caller(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(DigestUtils::sha256Hex)
                .orElseGet(request::getRemoteAddr);
    }
}
