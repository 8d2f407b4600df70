/** What a monitoring system is told: how much, how fast, never of whom. */
@NullMarked
package org.practicehub.routes.measures;

import org.jspecify.annotations.NullMarked;
