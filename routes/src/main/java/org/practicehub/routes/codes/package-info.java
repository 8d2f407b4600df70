/** Codes that neither the standard nor a feed explains, and people who explain them. */
@NullMarked
package org.practicehub.routes.codes;

import org.jspecify.annotations.NullMarked;
