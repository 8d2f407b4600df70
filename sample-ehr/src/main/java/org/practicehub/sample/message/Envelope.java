package org.practicehub.sample.message;

import java.time.ZonedDateTime;
import org.practicehub.sample.practice.Staff;

/** What is true of a message as a whole: its control id, when it was sent, by whom and when the thing happened. */
public record Envelope(String controlId, ZonedDateTime sent, ZonedDateTime occurred, Staff operator) {}
