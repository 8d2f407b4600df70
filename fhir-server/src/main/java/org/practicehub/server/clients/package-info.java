/** Who registers apps and systems: the operations behind the console's "Apps" screen. */
@NullMarked
package org.practicehub.server.clients;

import org.jspecify.annotations.NullMarked;
