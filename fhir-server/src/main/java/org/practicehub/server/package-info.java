@NullMarked
package org.practicehub.server;

import org.jspecify.annotations.NullMarked;
