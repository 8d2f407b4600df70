/** What a feed's file does to the resources that a message becomes: set, default, drop; compiled when the file is read. */
@NullMarked
package org.practicehub.mappings.feed.overlay;

import org.jspecify.annotations.NullMarked;
