/** What went wrong, where, and what it is called in HL7 and in FHIR. */
@NullMarked
package org.practicehub.mappings.problem;

import org.jspecify.annotations.NullMarked;
