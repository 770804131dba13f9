/** What is configured, as checked values: what {@code config} reads and the rest of the house goes by. */
@NullMarked
package org.qdmail.settings;

import org.jspecify.annotations.NullMarked;
