/** Who may book what, and when: the practice's rules, as config/booking.yaml has them (practice.md S1, S89). */
@NullMarked
package org.practicehub.server.scheduling.rules;

import org.jspecify.annotations.NullMarked;
