/** Measures and traces sends through OpenTelemetry, where MicroProfile Telemetry gives it. */
@NullMarked
package org.qdmail.telemetry;

import org.jspecify.annotations.NullMarked;
