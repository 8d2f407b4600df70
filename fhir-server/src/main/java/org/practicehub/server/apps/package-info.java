/** The screens: files, the launcher's operations. */
@NullMarked
package org.practicehub.server.apps;

import org.jspecify.annotations.NullMarked;
