/** What changed, told to open screens as it happens. */
@NullMarked
package org.practicehub.server.live;

import org.jspecify.annotations.NullMarked;
