/** Reads mail that somebody else composed: fields, parts and characters, within limits whatever comes. */
@NullMarked
package org.qdmail.reading;

import org.jspecify.annotations.NullMarked;
