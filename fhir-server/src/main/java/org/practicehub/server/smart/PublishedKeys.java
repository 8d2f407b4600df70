package org.practicehub.server.smart;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Key sets of others, kept no longer than their publishers allow. */
final class PublishedKeys {
    /** A stranger's bad assertion must not make the hub knock at a client's door each time. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KeyFetcher fetcher;
    private final Clock clock;
    private final ConcurrentMap<URI, Kept> kept = new ConcurrentHashMap<>();

    PublishedKeys(KeyFetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    private record Kept(JWKSet keys, Instant fetched, Instant until) {}

    /** The one key of that id and type; empty when there is none, or more than one. */
    Optional<JWK> one(URI address, String kid, KeyType type) {
        Instant now = clock.instant();
        Kept held = kept.compute(address, (url, before) -> isFresh(before, now) ? before : fetch(url, now));
        Optional<JWK> key = one(held.keys(), kid, type);
        if (key.isPresent() || held.fetched().plus(PAUSE).isAfter(now)) {
            return key;
        }
        // A key that was published since.
        return one(kept.compute(address, (url, before) -> fetch(url, now)).keys(), kid, type);
    }

    private static boolean isFresh(Kept kept, Instant now) {
        return kept != null && kept.until().isAfter(now);
    }

    private Kept fetch(URI address, Instant now) {
        try {
            KeyFetcher.Fetched fetched = fetcher.fetch(address);
            return new Kept(fetched.keys(), now, now.plus(fetched.fresh()));
        } catch (IOException e) {
            return new Kept(new JWKSet(), now, now.plus(PAUSE));
        }
    }

    /** SMART App Launch 2.2, "Signature verification": exactly one key may match by kid and kty. */
    static Optional<JWK> one(JWKSet keys, String kid, KeyType type) {
        List<JWK> matching = keys.getKeys().stream()
                .filter(key -> kid.equals(key.getKeyID()) && type.equals(key.getKeyType()))
                .toList();
        return matching.size() == 1 ? Optional.of(matching.get(0)) : Optional.empty();
    }
}
