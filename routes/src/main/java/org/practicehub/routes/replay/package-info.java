/** Many messages worked off again. */
@NullMarked
package org.practicehub.routes.replay;

import org.jspecify.annotations.NullMarked;
