/** Messages that wait for a person, as FHIR Tasks. */
@NullMarked
package org.practicehub.routes.tasks;

import org.jspecify.annotations.NullMarked;
