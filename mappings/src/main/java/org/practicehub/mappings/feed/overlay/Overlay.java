package org.practicehub.mappings.feed.overlay;

import java.util.List;
import java.util.Optional;
import org.practicehub.mappings.feed.FeedExtension;

/** All that one feed does its own way to the resources of its messages, in the order in which it is done. */
public record Overlay(List<Rule> rules, Optional<FeedExtension> extension) {

    public static final Overlay NONE = new Overlay(List.of(), Optional.empty());

    public Overlay {
        rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty() && extension.isEmpty();
    }
}
