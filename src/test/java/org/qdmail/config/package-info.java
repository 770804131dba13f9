/** Proves how configuration is read, and every text of its faults. */
@NullMarked
package org.qdmail.config;

import org.jspecify.annotations.NullMarked;
