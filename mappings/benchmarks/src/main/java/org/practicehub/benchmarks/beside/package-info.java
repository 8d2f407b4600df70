/** How the translation does beside other programs that read HL7 v2: the same messages, each program in a JVM of its own. */
@NullMarked
package org.practicehub.benchmarks.beside;

import org.jspecify.annotations.NullMarked;
