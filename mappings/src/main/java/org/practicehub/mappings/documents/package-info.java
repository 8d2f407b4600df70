/** Documents about patients: MDM. */
@NullMarked
package org.practicehub.mappings.documents;

import org.jspecify.annotations.NullMarked;
