/** Tests of what is measured and traced. */
@NullMarked
package org.qdmail.telemetry;

import org.jspecify.annotations.NullMarked;
