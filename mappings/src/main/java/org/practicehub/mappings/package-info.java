@NullMarked
package org.practicehub.mappings;

import org.jspecify.annotations.NullMarked;
