/** The present record a message meets, and the changes it asks for. */
@NullMarked
package org.practicehub.mappings.record;

import org.jspecify.annotations.NullMarked;
