/** DFT and BAR: charges, credits and payments, the draft claims they make, and accounts. */
@NullMarked
package org.practicehub.mappings.billing;

import org.jspecify.annotations.NullMarked;
