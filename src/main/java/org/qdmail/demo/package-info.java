/** Shows the first mail to somebody who has just started the ready server; part of no jar. */
@NullMarked
package org.qdmail.demo;

import org.jspecify.annotations.NullMarked;
