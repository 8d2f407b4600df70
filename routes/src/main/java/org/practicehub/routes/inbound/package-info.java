/** The way of a message in: receive, journal, acknowledge, translate, store, settle. */
@NullMarked
package org.practicehub.routes.inbound;

import org.jspecify.annotations.NullMarked;
