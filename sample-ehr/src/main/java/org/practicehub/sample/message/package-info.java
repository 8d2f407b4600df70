/** HL7 v2.5.1 messages, one class a segment. */
@NullMarked
package org.practicehub.sample.message;

import org.jspecify.annotations.NullMarked;
