/** Golden pairs: a message beside what it becomes. */
@NullMarked
package org.practicehub.mappings.golden;

import org.jspecify.annotations.NullMarked;
