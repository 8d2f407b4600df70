/** The made-up messages beside a feed's file: what they become, and whether that is what is expected. */
@NullMarked
package org.practicehub.mappings.samples;

import org.jspecify.annotations.NullMarked;
