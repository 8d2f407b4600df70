/** {@code ./hub check} and {@code ./hub explain}: the mappings as a program. Here alone the environment is read. */
@NullMarked
package org.practicehub.mappings.commandline;

import org.jspecify.annotations.NullMarked;
