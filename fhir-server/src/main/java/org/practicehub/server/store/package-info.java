/** The FHIR record: HAPI's JPA server, its REST face, and the port through which routes write to it. */
@NullMarked
package org.practicehub.server.store;

import org.jspecify.annotations.NullMarked;
