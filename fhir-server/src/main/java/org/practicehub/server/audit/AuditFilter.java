package org.practicehub.server.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything else, so that it sees what security turns away too. An answer of the FHIR API passes only once its
 * event is stored: nothing is seen that is not written down.
 */
final class AuditFilter extends OncePerRequestFilter {
    /** The servlet that the request goes to, however its address is spelled: {@code /%66hir} goes there too. */
    private static final String API = "/fhir";

    /** Where messages are posted. */
    private static final String MESSAGES = "/hl7v2/";

    /** What anybody may read; as with what a browser asks before it asks, there is nothing about anybody in it. */
    private static final String PUBLIC = "/metadata";

    private static final String UNAVAILABLE =
            """
            {"resourceType":"OperationOutcome","issue":[{"severity":"fatal","code":"transient",\
            "diagnostics":"The server cannot record what is done now, so it does nothing. Please try again later."}]}""";
    private static final String RETRY_SECONDS = "5";
    private static final String REQUEST_ID = "X-Request-ID";

    private final RequestEvents events;

    AuditFilter(RequestEvents events) {
        this.events = events;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = new Exchange(UUID.randomUUID().toString(), request);
        HttpServletRequest named = new Named(request, exchange.id);
        Exchange.begin(exchange);
        try {
            if (isAudited(request)) {
                guarded(exchange, named, response, chain);
            } else {
                unguarded(named, response, chain);
            }
        } finally {
            Exchange.end();
        }
    }

    private static boolean isAudited(HttpServletRequest request) {
        boolean api = request.getServletPath().equals(API) && !PUBLIC.equals(request.getPathInfo());
        return (api || request.getServletPath().startsWith(MESSAGES))
                && !request.getMethod().equals("OPTIONS");
    }

    private void guarded(Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        GuardedResponse guarded = new GuardedResponse(response, status -> events.store(exchange, request, status));
        chain.doFilter(request, guarded);
        if (!guarded.finish()) {
            refuse(response);
        }
    }

    /** Elsewhere events are stored where things happen; what cannot be stored is refused in the same words. */
    private static void unguarded(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (AuditUnavailable e) {
            refuse(response);
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        SecurityContextHolder.clearContext();
        response.reset();
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getWriter().write(UNAVAILABLE);
    }

    /** The request under the hub's own number: a client's could be anything, and any number of times. */
    private static final class Named extends HttpServletRequestWrapper {
        private final String id;

        Named(HttpServletRequest request, String id) {
            super(request);
            this.id = id;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(REQUEST_ID) ? id : super.getHeader(name);
        }
    }
}
