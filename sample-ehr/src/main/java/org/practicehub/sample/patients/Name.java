package org.practicehub.sample.patients;

/** What somebody is called; {@code maiden} is the family name before marriage, where it changed. */
public record Name(String prefix, String family, String given, String middle, String suffix, String maiden) {}
