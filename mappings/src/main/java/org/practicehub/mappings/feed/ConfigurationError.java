package org.practicehub.mappings.feed;

import java.util.Comparator;

/** A mistake in a configuration file, where an editor can jump to it. */
public record ConfigurationError(String file, int line, int column, String text)
        implements Comparable<ConfigurationError> {

    @Override
    public int compareTo(ConfigurationError other) {
        return Comparator.comparing(ConfigurationError::file)
                .thenComparing(ConfigurationError::line)
                .thenComparing(ConfigurationError::column)
                .compare(this, other);
    }

    /** {@code config/feeds/x/feed.yaml:18:22 — unknown key 'autorities'; did you mean 'authorities'?} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " — " + text;
    }
}
