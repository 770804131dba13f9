/** Watches the routes, and tells MicroProfile Health of them. */
@NullMarked
package org.qdmail.health;

import org.jspecify.annotations.NullMarked;
