/** The hub's PostgreSQL: the embedded one or an outside one, and both schemas. */
@NullMarked
package org.practicehub.server.database;

import org.jspecify.annotations.NullMarked;
