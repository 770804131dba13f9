/** Finds where a domain takes its mail (RFC 5321 section 5.1). */
@NullMarked
package org.qdmail.dns;

import org.jspecify.annotations.NullMarked;
