/** The SMART App Launch server: clients, launches, tokens. */
@NullMarked
package org.practicehub.server.smart;

import org.jspecify.annotations.NullMarked;
