/** Composes reports as servers and reading programs send them: RFC 3464 and RFC 8098. */
@NullMarked
package org.qdmail.reports;

import org.jspecify.annotations.NullMarked;
