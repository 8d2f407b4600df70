/** HL7 data types to FHIR data types: XPN, XAD, XTN, CX, CWE, DTM, XCN, PL. */
@NullMarked
package org.practicehub.mappings.hl7v2.types;

import org.jspecify.annotations.NullMarked;
