/** The appointment book: who works where, what is booked, where there is room. */
@NullMarked
package org.practicehub.sample.book;

import org.jspecify.annotations.NullMarked;
