package org.practicehub.server.smart;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches a key set from where a client publishes it: {@link KeyAddresses} alone, no redirect, 64 KB, a few seconds (smart.md
 * N11).
 */
final class KeyFetcher {
    private static final int LARGEST = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Timeout STEP = Timeout.ofSeconds(3);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");
    private static final Pattern NEVER = Pattern.compile("no-store|no-cache");

    /** Where a publisher says nothing about how long its keys hold. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private static final Duration MOST = Duration.ofHours(1);

    private final KeyAddresses addresses;
    private final CloseableHttpClient http;

    KeyFetcher(KeyAddresses addresses) {
        this.addresses = addresses;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses.names())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(STEP)
                                .setSocketTimeout(STEP)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(STEP).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /** Keys, and how long they may be used without asking again. */
    record Fetched(JWKSet keys, Duration fresh) {}

    /** @throws IOException when there are none to be had, for whatever reason */
    Fetched fetch(URI address) throws IOException {
        if (!addresses.isSafe(address)) {
            throw new IOException("keys are fetched by https only");
        }
        return http.execute(new HttpGet(address), KeyFetcher::read);
    }

    private static Fetched read(ClassicHttpResponse answer) throws IOException {
        HttpEntity body = answer.getEntity();
        if (answer.getCode() != HttpStatus.SC_OK || body == null) {
            throw new IOException("the key set was not answered with 200");
        }
        try {
            return new Fetched(JWKSet.parse(text(body)), fresh(answer));
        } catch (ParseException e) {
            throw new IOException("what was answered is no key set", e);
        }
    }

    private static String text(HttpEntity body) throws IOException {
        Instant deadline = Instant.now().plus(LONGEST);
        try (InputStream in = body.getContent()) {
            byte[] bytes = new byte[LARGEST + 1];
            int length = 0;
            int read = in.read(bytes, 0, bytes.length);
            while (read > 0) {
                length += read;
                if (length > LARGEST || Instant.now().isAfter(deadline)) {
                    throw new IOException("the key set is too large or comes too slowly");
                }
                read = in.read(bytes, length, bytes.length - length);
            }
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
    }

    private static Duration fresh(ClassicHttpResponse answer) {
        String control = Optional.ofNullable(answer.getFirstHeader(HttpHeaders.CACHE_CONTROL))
                .map(header -> header.getValue())
                .orElse("");
        if (NEVER.matcher(control).find()) {
            return Duration.ZERO;
        }
        Matcher age = MAX_AGE.matcher(control);
        Duration said = age.find() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : UNSAID;
        return said.compareTo(MOST) > 0 ? MOST : said;
    }
}
