@NullMarked
package org.practicehub.routes;

import org.jspecify.annotations.NullMarked;
