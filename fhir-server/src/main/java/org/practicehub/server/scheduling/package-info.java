/** Who comes when: calendars, what is free in them, and bookings that no two can have (practice.md 3). */
@NullMarked
package org.practicehub.server.scheduling;

import org.jspecify.annotations.NullMarked;
