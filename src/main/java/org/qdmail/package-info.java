/** The door of Qdmail: what an application injects, annotates and observes. */
@NullMarked
package org.qdmail;

import org.jspecify.annotations.NullMarked;
