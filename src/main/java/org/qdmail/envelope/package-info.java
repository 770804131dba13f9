/** Says who a mail is from and for, what reports are wanted, and what became of each recipient. */
@NullMarked
package org.qdmail.envelope;

import org.jspecify.annotations.NullMarked;
