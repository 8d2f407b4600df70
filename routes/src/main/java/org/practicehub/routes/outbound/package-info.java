/**
 * The way out: changes of the record are noted in their own transaction, made into messages, and sent one after the other to
 * each system that its feed's file says is to hear of them.
 */
@NullMarked
package org.practicehub.routes.outbound;

import org.jspecify.annotations.NullMarked;
