/** Referrals that come in and the answers to ours: REF, RRI. */
@NullMarked
package org.practicehub.mappings.referrals;

import org.jspecify.annotations.NullMarked;
