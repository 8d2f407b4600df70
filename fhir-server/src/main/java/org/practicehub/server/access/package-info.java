/** What a token opens: scopes, roles, and the gates between a request and the record. */
@NullMarked
package org.practicehub.server.access;

import org.jspecify.annotations.NullMarked;
