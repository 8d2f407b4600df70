/** Reminders of visits: what is planned, how it is sent, and what patients answer. */
@NullMarked
package org.practicehub.server.messaging;

import org.jspecify.annotations.NullMarked;
