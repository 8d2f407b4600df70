/** HL7 version 2 as text: reading, addressing, answering. Knows nothing of FHIR resources. */
@NullMarked
package org.practicehub.mappings.hl7v2;

import org.jspecify.annotations.NullMarked;
