/** How fast messages are read and translated. */
@NullMarked
package org.practicehub.benchmarks;

import org.jspecify.annotations.NullMarked;
