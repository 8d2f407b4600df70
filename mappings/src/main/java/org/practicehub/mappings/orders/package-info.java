/** Orders and results: ORM, OMG, ORU, and the answers to orders. */
@NullMarked
package org.practicehub.mappings.orders;

import org.jspecify.annotations.NullMarked;
