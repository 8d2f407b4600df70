@NullMarked
package org.practicehub.mappings.referrals;

import org.jspecify.annotations.NullMarked;
