/** The people, places and payers that messages name: found in the record, or set up from what the message says. */
@NullMarked
package org.practicehub.mappings.directory;

import org.jspecify.annotations.NullMarked;
