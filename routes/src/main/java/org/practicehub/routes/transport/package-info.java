/** How bytes come in and go out: MLLP. */
@NullMarked
package org.practicehub.routes.transport;

import org.jspecify.annotations.NullMarked;
