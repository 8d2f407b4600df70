/** Who may come in: people, how they sign in, and the pages on which they do. */
@NullMarked
package org.practicehub.server.identity;

import org.jspecify.annotations.NullMarked;
