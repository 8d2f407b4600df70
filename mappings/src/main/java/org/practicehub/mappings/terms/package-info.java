/** Code tables as data. */
@NullMarked
package org.practicehub.mappings.terms;

import org.jspecify.annotations.NullMarked;
