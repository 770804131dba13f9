/** Tells what went wrong: a sealed family of exceptions, one subtype per decision a caller can take, with numbered texts. */
@NullMarked
package org.qdmail.failure;

import org.jspecify.annotations.NullMarked;
