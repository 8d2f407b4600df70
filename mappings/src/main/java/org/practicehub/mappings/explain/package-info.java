/** Why a value is what it is: the place in the message, and the rule that brought it. Found by translating again. */
@NullMarked
package org.practicehub.mappings.explain;

import org.jspecify.annotations.NullMarked;
