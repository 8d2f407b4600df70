/** The wire: frames, acknowledgements, and trying again until there is one. */
@NullMarked
package org.practicehub.sample.mllp;

import org.jspecify.annotations.NullMarked;
