/** The connected systems, as their files describe them. */
@NullMarked
package org.practicehub.routes.feeds;

import org.jspecify.annotations.NullMarked;
