/** The key that everything else is sealed with. */
@NullMarked
package org.practicehub.server.secrets;

import org.jspecify.annotations.NullMarked;
