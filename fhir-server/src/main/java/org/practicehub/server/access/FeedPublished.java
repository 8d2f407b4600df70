package org.practicehub.server.access;

/**
 * What messages of a feed mean is changed.
 *
 * @param by the person's user name
 * @param before version of the feed's file
 * @param after version of the text that takes its place
 */
public record FeedPublished(String by, String feed, String before, String after) {}
