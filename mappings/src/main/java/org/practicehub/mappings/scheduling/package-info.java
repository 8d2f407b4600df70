/** SIU: appointments, and the calendars they fill. */
@NullMarked
package org.practicehub.mappings.scheduling;

import org.jspecify.annotations.NullMarked;
