/** HL7 v2 by HTTP: messages that systems post to the hub's own address. */
@NullMarked
package org.practicehub.server.hl7v2;

import org.jspecify.annotations.NullMarked;
