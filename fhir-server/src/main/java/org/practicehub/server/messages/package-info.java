/** The message journal as FHIR MessageHeader. */
@NullMarked
package org.practicehub.server.messages;

import org.jspecify.annotations.NullMarked;
