/** Repeatable chance. */
@NullMarked
package org.practicehub.sample.chance;

import org.jspecify.annotations.NullMarked;
