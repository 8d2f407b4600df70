package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A message of a visit: one that is to be sent, or was.
 *
 * @param request the id of its CommunicationRequest
 * @param round how often this step has been said of another time before
 * @param begins the visit's time that it tells
 * @param due when it is to be sent
 * @param attempts how often it was tried
 * @param tried ways that will not do
 */
record Due(
        String request,
        String appointment,
        String patient,
        String step,
        int round,
        Instant begins,
        Instant due,
        State state,
        int attempts,
        Set<Medium> tried,
        Optional<Instant> sentAt) {

    enum State {
        WAITING,
        SENT,
        FAILED,
        REVOKED
    }
}
