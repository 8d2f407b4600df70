package org.practicehub.mappings.explain;

import java.util.Optional;
import org.practicehub.mappings.problem.Place;

/**
 * One value that the sender gave, as deep as the sender divided it, and what became of it. MSH and the numbers of segments
 * (Set ID) are none: they carry the message and say nothing about anybody.
 *
 * @param raw as it was sent, escapes as they stand
 * @param rule the line of the feed's file that dropped it, if one did
 */
public record SentValue(Place place, String raw, Fate fate, Optional<String> rule) {}
