package org.practicehub.server.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The SMART configuration at {@code /fhir/.well-known/smart-configuration} (SMART App Launch 2.2, "Conformance").
 *
 * <p>A servlet on the exact path, because HAPI's servlet owns everything else below /fhir. It lists only what works.
 */
final class Discovery extends HttpServlet {
    static final String PATH = "/fhir/.well-known/smart-configuration";
    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper json;
    private final transient Map<String, Object> document;

    Discovery(BaseUrl base, ObjectMapper json) {
        this.json = json;
        this.document = document(base);
    }

    private static Map<String, Object> document(BaseUrl base) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", base.baseUrl().toString());
        document.put("jwks_uri", base.at("/oauth2/jwks"));
        document.put("authorization_endpoint", base.at("/oauth2/authorize"));
        document.put("token_endpoint", base.at("/oauth2/token"));
        document.put("introspection_endpoint", base.at("/oauth2/introspect"));
        document.put("revocation_endpoint", base.at("/oauth2/revoke"));
        document.put("end_session_endpoint", base.at("/connect/logout"));
        document.put("grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials"));
        document.put("response_types_supported", List.of("code"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put(
                "scopes_supported",
                List.of("openid", "fhirUser", "online_access", "offline_access", "user/*.cruds", "system/*.cruds"));
        document.put(
                "capabilities",
                List.of(
                        "launch-standalone",
                        "client-public",
                        "client-confidential-symmetric",
                        "sso-openid-connect",
                        "permission-offline",
                        "permission-user",
                        "permission-v1",
                        "permission-v2"));
        return document;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "public, max-age=300");
        json.writeValue(response.getOutputStream(), document);
    }
}
