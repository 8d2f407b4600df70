/** Systems from which nothing comes although messages are expected. */
@NullMarked
package org.practicehub.routes.silence;

import org.jspecify.annotations.NullMarked;
