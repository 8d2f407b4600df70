package org.practicehub.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An OpenID provider beside the hub, which knows whom the test names and checks what a client must send it. */
public final class OutsideProvider {
    public static final String CLIENT = "practice-hub";
    public static final String SECRET = "outside-secret";

    private final RSAKey key;
    private final HttpServer server;
    private final Map<String, Handed> codes = new ConcurrentHashMap<>();

    private record Handed(Map<String, String> request, Map<String, Object> claims) {}

    public OutsideProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("outside").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What the browser brings back from a sign-in here of somebody with these claims. */
    public String code(Map<String, String> request, Map<String, Object> claims) {
        String code = UUID.randomUUID().toString();
        codes.put(code, new Handed(request, claims));
        return code;
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                "jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],
                "id_token_signing_alg_values_supported":["RS256"],"scopes_supported":["openid"]}"""
                .formatted(issuer());
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> sent = Tokens.query("?" + body);
        Handed handed = codes.remove(sent.getOrDefault("code", ""));
        boolean proved = handed != null
                && sent.containsKey("code_verifier")
                && Tokens.challenge(sent.get("code_verifier"))
                        .equals(handed.request().get("code_challenge"))
                && sent.get("redirect_uri").equals(handed.request().get("redirect_uri"));
        if (proved) {
            answer(exchange, 200, tokens(handed));
        } else {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        }
    }

    private String tokens(Handed handed) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("nonce", handed.request().get("nonce"));
        handed.claims().forEach(claims::claim);
        SignedJWT identity = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("outside").build(), claims.build());
        try {
            identity.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "{\"access_token\":\"outside\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
                + identity.serialize() + "\"}";
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
