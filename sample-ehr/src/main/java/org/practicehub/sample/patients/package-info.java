/** The people who are registered, and how they are covered. */
@NullMarked
package org.practicehub.sample.patients;

import org.jspecify.annotations.NullMarked;
