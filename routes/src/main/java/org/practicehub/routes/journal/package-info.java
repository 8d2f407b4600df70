/** Every message: its bytes, its state, what it changed, what is wrong with it. */
@NullMarked
package org.practicehub.routes.journal;

import org.jspecify.annotations.NullMarked;
