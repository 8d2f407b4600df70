/** Files that a practice edits while the hub runs. */
@NullMarked
package org.practicehub.server.files;

import org.jspecify.annotations.NullMarked;
