/**
 * SIU: appointments, and the calendars they fill. SRM: appointments that others ask for. SRR: what is said to those that the hub
 * asked for.
 */
@NullMarked
package org.practicehub.mappings.scheduling;

import org.jspecify.annotations.NullMarked;
