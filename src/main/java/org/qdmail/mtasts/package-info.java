/** What domains demand of the way to their servers, as they publish it by HTTPS (MTA-STS, RFC 8461). */
@NullMarked
package org.qdmail.mtasts;

import org.jspecify.annotations.NullMarked;
