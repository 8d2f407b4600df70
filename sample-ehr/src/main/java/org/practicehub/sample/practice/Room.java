package org.practicehub.sample.practice;

/** A room patients are seen in, or a waiting room. */
public record Room(String site, String code, String name, boolean waiting) {}
