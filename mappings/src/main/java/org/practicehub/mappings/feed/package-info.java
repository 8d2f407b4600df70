/** What one connected system does its own way, read from config/feeds. */
@NullMarked
package org.practicehub.mappings.feed;

import org.jspecify.annotations.NullMarked;
