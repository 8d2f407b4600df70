package org.practicehub.mappings.feed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The key {@code tls} beside an address being read: {@code mllps} needs it whole, {@code mllp} has no use for it. */
final class FeedTls {

    private FeedTls() {}

    static Feed.Tls read(Optional<Yaml> address, Optional<Yaml> tls) {
        boolean secure = address.map(Yaml::text).orElse("").startsWith("mllps:");
        Map<String, Yaml> parts = tls.map(at -> at.entries(FeedKeys.TLS)).orElse(Map.of());
        for (String name : secure ? FeedKeys.TLS : List.<String>of()) {
            if (!parts.containsKey(name)) {
                address.ifPresent(at -> at.error(
                        "mllps needs the key 'tls' with certificate, key, ca and names; " + name + " is missing"));
            }
        }
        if (!secure && !parts.isEmpty()) {
            tls.ifPresent(at -> at.error("'tls' is for an address with mllps://"));
        }
        return !secure || parts.size() < FeedKeys.TLS.size()
                ? Feed.Tls.NONE
                : new Feed.Tls(
                        part(parts, "certificate").text(),
                        part(parts, "key").text(),
                        part(parts, "ca").text(),
                        part(parts, "names").texts());
    }

    private static Yaml part(Map<String, Yaml> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }
}
