/** Where a patient is in a visit: arrival, check-in, check-out, and what must be done before each (practice.md 3.4, S6, S7). */
@NullMarked
package org.practicehub.server.flow;

import org.jspecify.annotations.NullMarked;
