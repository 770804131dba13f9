/** Holds what an application wants to send: immutable messages and their parts. */
@NullMarked
package org.qdmail.message;

import org.jspecify.annotations.NullMarked;
