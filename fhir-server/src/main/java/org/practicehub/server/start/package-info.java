/** What the hub says to the person who starts it. */
@NullMarked
package org.practicehub.server.start;

import org.jspecify.annotations.NullMarked;
