package org.practicehub.sample.patients;

/** Whom to call; the relation is of HL7 table 0063. */
public record NextOfKin(String family, String given, String relation, String phone) {}
