/** Who lets others in: the operations behind the console's "People" screen. */
@NullMarked
package org.practicehub.server.people;

import org.jspecify.annotations.NullMarked;
