/** What happened, told once, kept for good: who did what and who saw whom. */
@NullMarked
package org.practicehub.server.audit;

import org.jspecify.annotations.NullMarked;
