/** Tables of named texts: CSV files, and the lines of the ledger. */
@NullMarked
package org.practicehub.sample.table;

import org.jspecify.annotations.NullMarked;
