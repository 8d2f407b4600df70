/** What may be said of a failure. */
@NullMarked
package org.practicehub.routes.failures;

import org.jspecify.annotations.NullMarked;
