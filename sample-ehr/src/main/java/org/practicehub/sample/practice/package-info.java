/** The practice as its tables in {@code config/demo} describe it. */
@NullMarked
package org.practicehub.sample.practice;

import org.jspecify.annotations.NullMarked;
