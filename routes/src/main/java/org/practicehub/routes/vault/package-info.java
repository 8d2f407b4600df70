/** What is sealed before it is stored. */
@NullMarked
package org.practicehub.routes.vault;

import org.jspecify.annotations.NullMarked;
