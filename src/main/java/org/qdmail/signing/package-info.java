/** Signs mail with S/MIME and reports on signatures. */
@NullMarked
package org.qdmail.signing;

import org.jspecify.annotations.NullMarked;
