/** What surrounds a patient, whichever message tells of it: next of kin, account, coverages, guarantors. */
@NullMarked
package org.practicehub.mappings.household;

import org.jspecify.annotations.NullMarked;
