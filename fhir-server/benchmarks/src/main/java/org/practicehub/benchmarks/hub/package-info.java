/** How fast a whole hub is: it is started as people start it, and spoken to as EHRs, FHIR clients and screens do. */
@NullMarked
package org.practicehub.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
