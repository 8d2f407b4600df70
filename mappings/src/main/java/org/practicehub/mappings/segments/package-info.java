/** One class for each segment and the resource it speaks of. */
@NullMarked
package org.practicehub.mappings.segments;

import org.jspecify.annotations.NullMarked;
