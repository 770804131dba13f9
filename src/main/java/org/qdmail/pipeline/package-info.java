/** Turns a message into a delivered mail: complete, compose, sign, freeze, address, deliver. */
@NullMarked
package org.qdmail.pipeline;

import org.jspecify.annotations.NullMarked;
