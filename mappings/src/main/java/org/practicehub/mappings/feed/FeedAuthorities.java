package org.practicehub.mappings.feed;

import java.util.Map;

/** One entry under {@code authorities} being read. */
final class FeedAuthorities {

    private FeedAuthorities() {}

    static Authority read(String namespace, Yaml at) {
        Map<String, Yaml> keys = at.entries(FeedKeys.AUTHORITY);
        Yaml system = keys.get("system");
        if (system == null) {
            at.error("the authority " + namespace + " has no 'system'");
        } else if (!system.text().contains(":")) {
            system.error("'" + system.text() + "' is no absolute URI: expected urn:oid:…, urn:uuid:… or https://…");
        }
        return new Authority(
                namespace,
                system == null ? "" : system.text(),
                keys.containsKey("type") ? keys.get("type").text() : "",
                keys.containsKey("key") && keys.get("key").flag(),
                keys.containsKey("owned") && keys.get("owned").flag(),
                keys.containsKey("default") && keys.get("default").flag());
    }
}
