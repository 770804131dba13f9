/** The service over HTTP, in a jar of its own: it knows the door and lets nothing pass that Java callers may not do. */
@NullMarked
package org.qdmail.rest;

import org.jspecify.annotations.NullMarked;
