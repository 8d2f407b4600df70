/** ADT: patients, visits, what pays for them, and merges. */
@NullMarked
package org.practicehub.mappings.intake;

import org.jspecify.annotations.NullMarked;
