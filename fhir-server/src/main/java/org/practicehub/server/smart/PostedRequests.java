package org.practicehub.server.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An authorization request that is posted goes on as the same request by GET (SMART App Launch 2.2: both SHALL be supported). So it
 * survives the sign-in page, and the browser brings its session cookie, which it withholds from another site's POST.
 */
final class PostedRequests extends OncePerRequestFilter {
    private static final String PATH = "/oauth2/authorize";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PATH.equals(request.getRequestURI()) && HttpMethod.POST.matches(request.getMethod())) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, PATH + "?" + Launching.parameters(request));
            response.setHeader("Referrer-Policy", "no-referrer");
        } else {
            chain.doFilter(request, response);
        }
    }
}
