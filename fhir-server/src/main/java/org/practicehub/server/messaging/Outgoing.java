package org.practicehub.server.messaging;

import java.util.Optional;

/**
 * A message as it leaves.
 *
 * @param key the same each time the same message is tried: who takes it twice can tell
 * @param subject of an e-mail
 * @param calendar of an e-mail: an iCalendar object, and its method
 * @param callback where the gateway tells what became of it
 */
record Outgoing(String key, String to, String subject, String text, Optional<Calendar> calendar, String callback) {

    record Calendar(String method, String text) {}
}
