/** The demo practice. */
@NullMarked
package org.practicehub.server.demo;

import org.jspecify.annotations.NullMarked;
