/** What tests share: a database, a running hub, and clients that talk to it as the outside world does. */
@NullMarked
package org.practicehub.server.testing;

import org.jspecify.annotations.NullMarked;
