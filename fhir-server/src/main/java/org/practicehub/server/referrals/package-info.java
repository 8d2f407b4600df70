/** Referrals that come in by the FHIR API: the one door, {@code $submit-referral}. */
@NullMarked
package org.practicehub.server.referrals;

import org.jspecify.annotations.NullMarked;
