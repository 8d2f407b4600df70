/** What is true of every request, whatever it is about: how many, how large. */
@NullMarked
package org.practicehub.server.transport;

import org.jspecify.annotations.NullMarked;
