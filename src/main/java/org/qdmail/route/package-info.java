/** Leads a frozen mail to the next server. */
@NullMarked
package org.qdmail.route;

import org.jspecify.annotations.NullMarked;
