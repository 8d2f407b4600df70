package org.practicehub.sample.book;

import java.time.LocalDateTime;

/** A stretch of one day in which one practitioner sees patients at one site, in the practice's time. */
public record Session(String npi, String site, LocalDateTime from, LocalDateTime to) {}
