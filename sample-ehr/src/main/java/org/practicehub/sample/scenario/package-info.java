/** What happens at the practice, in the order in which it happens. */
@NullMarked
package org.practicehub.sample.scenario;

import org.jspecify.annotations.NullMarked;
