/** The port through which messages reach the FHIR record. */
@NullMarked
package org.practicehub.routes.store;

import org.jspecify.annotations.NullMarked;
