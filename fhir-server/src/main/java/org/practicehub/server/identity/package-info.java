/** Who may come in: people, SMART clients, tokens, and what their scopes allow. */
@NullMarked
package org.practicehub.server.identity;

import org.jspecify.annotations.NullMarked;
