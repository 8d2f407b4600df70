package org.practicehub.sample.book;

import java.time.LocalDateTime;

/** A time at which a practitioner and a room are free. */
public record Opening(String npi, String site, String room, LocalDateTime start) {}
