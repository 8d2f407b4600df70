package org.practicehub.mappings.feed;

import java.util.Map;
import java.util.Optional;

/** A {@code feed.yaml} that is YAML and whose keys are known; whether their values are right is not yet asked. */
record ParsedFile(ConfigFile file, Yaml root, Map<String, Yaml> keys) {

    /** Empty, with the reason among the file's errors, when it is no YAML. */
    static Optional<ParsedFile> of(ConfigFile file, String text) {
        return Yaml.parse(file, text).map(root -> new ParsedFile(file, root, root.entries(FeedKeys.FEED)));
    }

    /** The name of the file that this one extends. */
    Optional<Yaml> parent() {
        return Optional.ofNullable(keys.get("extends"));
    }

    /** Whether messages arrive at it. */
    boolean listens() {
        return keys.containsKey("listen");
    }
}
