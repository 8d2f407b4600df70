package org.practicehub.server.smart;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the authorization server keeps its keys and treats its clients.
 *
 * @param keyLife how long a key signs before the next one does
 * @param keyOverlap how long a key is published before it signs, and after it has signed for the last time
 * @param keyKeepers roles whose people may withdraw a signing key at once
 * @param refreshGrace how long after its use a refresh token brings the same new one again, for an app whose answer got lost;
 *     ten seconds at the most
 * @param revocationCheck how soon another process hears of a token that was taken back; thirty seconds at the most
 * @param loopbackKeys whether keys may be fetched from this machine, and without TLS: for tests and development
 * @param style colours and sizes for apps that are opened inside (SMART's style), names as the standard has them
 * @param brand how the practice presents itself to patients' apps; no brand, no bundle
 */
@ConfigurationProperties(prefix = "hub.smart", ignoreUnknownFields = false)
record SmartSettings(
        @DefaultValue("90d") Duration keyLife,
        @DefaultValue("24h") Duration keyOverlap,
        @DefaultValue("admin") List<String> keyKeepers,
        @DefaultValue("0s") Duration refreshGrace,
        @DefaultValue("10s") Duration revocationCheck,
        @DefaultValue("false") boolean loopbackKeys,
        @DefaultValue Map<String, String> style,
        @DefaultValue Brand brand) {
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(30);

    SmartSettings {
        if (refreshGrace.isNegative() || refreshGrace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("hub.smart.refresh-grace must be 0 to 10 seconds");
        }
        if (revocationCheck.compareTo(Duration.ofSeconds(1)) < 0 || revocationCheck.compareTo(LONGEST_CHECK) > 0) {
            throw new IllegalArgumentException("hub.smart.revocation-check must be 1 to 30 seconds");
        }
    }

    /**
     * The practice as patients' apps list it (SMART App Launch 2.2, "User Access Brands").
     *
     * @param name as patients know it; empty for none
     * @param identifier that stays when the name changes, as a URI
     * @param website of the practice
     * @param logo an address of a picture
     */
    record Brand(
            @DefaultValue("") String name,
            @DefaultValue("") String identifier,
            @DefaultValue("") String website,
            @DefaultValue("") String logo) {
        boolean isPresent() {
            return !name.isEmpty();
        }
    }
}
