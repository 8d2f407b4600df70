package org.practicehub.benchmarks.hub;

/** A message as the sample EHR writes it. */
record Message(String controlId, String text) {}
