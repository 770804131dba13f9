/** Signs frozen mail for the domain it comes from (DKIM, RFC 6376 and RFC 8463). */
@NullMarked
package org.qdmail.dkim;

import org.jspecify.annotations.NullMarked;
