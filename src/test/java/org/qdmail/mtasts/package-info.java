/** Tests of records and policies of MTA-STS. */
@NullMarked
package org.qdmail.mtasts;

import org.jspecify.annotations.NullMarked;
