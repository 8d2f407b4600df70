package org.practicehub.sample.state;

/** A message as it goes out: the bytes never change once it is here. */
public record Outgoing(String controlId, String event, String text) {}
