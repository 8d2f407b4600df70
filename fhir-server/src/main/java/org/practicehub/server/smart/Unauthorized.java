package org.practicehub.server.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/** 401 as the bearer token standard wants it (RFC 6750), with an OperationOutcome as FHIR wants it. */
final class Unauthorized implements AuthenticationEntryPoint {
    private static final String OUTCOME =
            """
            {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"login",\
            "diagnostics":"A valid access token is needed: Authorization: Bearer …"}]}""";

    private final AuthenticationEntryPoint bearer = new BearerTokenAuthenticationEntryPoint();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        try {
            bearer.commence(request, response, why);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getWriter().write(OUTCOME);
    }
}
