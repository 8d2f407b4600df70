package org.practicehub.server.scheduling.rules;

import java.util.Set;

/**
 * What is to be booked, by every name that a rule may call it: ids, identifiers, codes.
 *
 * @param service of the type of visit
 * @param site of where it is; empty where that is open
 * @param practitioner of whom it is with; empty where that is open
 */
public record Subject(Set<String> service, Set<String> site, Set<String> practitioner) {}
