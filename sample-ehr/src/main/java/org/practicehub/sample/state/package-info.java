/** The EHR's own database: an append-only ledger and what it adds up to. */
@NullMarked
package org.practicehub.sample.state;

import org.jspecify.annotations.NullMarked;
