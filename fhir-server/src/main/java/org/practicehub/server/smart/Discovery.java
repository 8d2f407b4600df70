package org.practicehub.server.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.identity.BaseUrl;

/**
 * The SMART configuration at {@code /fhir/.well-known/smart-configuration} (SMART App Launch 2.2, "Conformance").
 *
 * <p>A servlet on the exact path, because HAPI's servlet owns everything else below /fhir. It lists only what works.
 */
final class Discovery extends HttpServlet {
    static final String PATH = "/fhir/.well-known/smart-configuration";
    static final List<String> CLIENT_METHODS = List.of("client_secret_basic", "private_key_jwt");
    static final List<String> GRANTS = List.of(
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:token-exchange");
    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper json;
    private final transient Map<String, Object> document;

    Discovery(BaseUrl base, SmartSettings settings, ObjectMapper json) {
        this.json = json;
        this.document = document(base, settings);
    }

    private static Map<String, Object> document(BaseUrl base, SmartSettings settings) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", base.baseUrl().toString());
        document.put("jwks_uri", base.at("/oauth2/jwks"));
        document.put("authorization_endpoint", base.at("/oauth2/authorize"));
        document.put("token_endpoint", base.at("/oauth2/token"));
        document.put("introspection_endpoint", base.at("/oauth2/introspect"));
        document.put("revocation_endpoint", base.at("/oauth2/revoke"));
        document.put("management_endpoint", base.at(AccountPages.APPS));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("end_session_endpoint", base.at("/connect/logout"));
        document.put("grant_types_supported", GRANTS);
        document.put("response_types_supported", List.of("code"));
        document.put("token_endpoint_auth_methods_supported", CLIENT_METHODS);
        document.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put(
                "scopes_supported",
                List.of(
                        "openid",
                        "fhirUser",
                        "launch",
                        "launch/patient",
                        "launch/encounter",
                        "online_access",
                        "offline_access",
                        "patient/*.cruds",
                        "user/*.cruds",
                        "system/*.cruds",
                        ClientCheck.SEND_HL7_V2,
                        ClientCheck.READ_METRICS));
        document.put(
                "capabilities",
                List.of(
                        "launch-ehr",
                        "launch-standalone",
                        "authorize-post",
                        "client-public",
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-banner",
                        "context-style",
                        "context-ehr-patient",
                        "context-ehr-encounter",
                        "context-standalone-patient",
                        "context-standalone-encounter",
                        "permission-offline",
                        "permission-online",
                        "permission-patient",
                        "permission-user",
                        "permission-v1",
                        "permission-v2"));
        if (settings.brand().isPresent()) {
            document.put("user_access_brand_bundle", base.at("/smart/brands"));
            document.put(
                    "user_access_brand_identifier",
                    Map.of("value", settings.brand().identifier()));
        }
        return document;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "public, max-age=300");
        json.writeValue(response.getOutputStream(), document);
    }
}
