package org.practicehub.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Where test clients publish their keys: as they should, and in the ways that must not be followed. */
public final class KeyServer {
    public static final RSAKey RSA = rsa("rsa-1");
    public static final ECKey EC = ec("ec-1");

    /** An RSA key that nobody has registered. */
    public static final RSAKey STRANGER = rsa("rsa-1");

    private static final KeyServer ONE = new KeyServer();

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    private KeyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "keys");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/jwks.json", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            answer(exchange, 200, json(RSA, EC));
        });
        server.createContext("/twice.json", exchange -> answer(exchange, 200, json(RSA, STRANGER)));
        server.createContext("/large.json", exchange -> answer(exchange, 200, json(RSA) + " ".repeat(70_000)));
        server.createContext("/moved.json", exchange -> {
            exchange.getResponseHeaders().add("Location", address() + "/jwks.json");
            answer(exchange, 302, "");
        });
        server.createContext("/slow.json", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    /** The settings that tell a hub of it. */
    public static Map<String, String> settings() {
        return Map.of(
                "spring.config.additional-location",
                "classpath:/test-apps.yaml",
                "TEST_KEYS",
                ONE.address(),
                "TEST_JWKS",
                json(RSA, EC));
    }

    public static String at(String path) {
        return ONE.address() + path;
    }

    /** How often the good key set was fetched. */
    public static int fetches() {
        return ONE.asked.get();
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(true);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_384).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
