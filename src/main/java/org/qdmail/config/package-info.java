/** Reads MicroProfile Config into checked settings, with every fault reported at once. */
@NullMarked
package org.qdmail.config;

import org.jspecify.annotations.NullMarked;
