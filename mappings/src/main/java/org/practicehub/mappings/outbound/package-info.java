/**
 * The way out: changes of the record as messages to the systems that hear of them (5.2, outbound). It knows the feed's names
 * and codes and nothing of queues and sockets, which are {@code routes}'.
 */
@NullMarked
package org.practicehub.mappings.outbound;

import org.jspecify.annotations.NullMarked;
