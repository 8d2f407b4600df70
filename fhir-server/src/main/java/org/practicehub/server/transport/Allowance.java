package org.practicehub.server.transport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** So many requests a minute for each of many callers. Who has not been heard for some minutes is forgotten. */
final class Allowance {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MOST_CALLERS = 50_000;

    private final Bandwidth bandwidth;
    private final Cache<String, Bucket> callers = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    Allowance(int aMinute) {
        this.bandwidth = Bandwidth.builder()
                .capacity(aMinute)
                .refillGreedy(aMinute, MINUTE)
                .build();
    }

    /** Takes one; nothing when there was one, else after how long there will be. */
    Duration take(String caller) {
        ConsumptionProbe probe = callers.get(
                        caller, unknown -> Bucket.builder().addLimit(bandwidth).build())
                .tryConsumeAndReturnRemaining(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }
}
