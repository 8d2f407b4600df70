@NullMarked
package org.practicehub.sample;

import org.jspecify.annotations.NullMarked;
