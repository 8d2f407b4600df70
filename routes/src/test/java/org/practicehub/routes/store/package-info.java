/** What every implementation of the store's port promises. */
@NullMarked
package org.practicehub.routes.store;

import org.jspecify.annotations.NullMarked;
