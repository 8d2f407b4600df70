package org.practicehub.routes.outbound;

import java.util.List;
import java.util.Optional;
import org.practicehub.routes.store.Written;

/**
 * A message that has been made.
 *
 * @param patient whom it is about
 * @param about the resources that it tells of, in the versions that it tells
 */
record Composed(byte[] message, Optional<String> patient, List<Written> about) {}
