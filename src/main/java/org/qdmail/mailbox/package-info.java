/** Catches every mail of an application under development: a real SMTP server on loopback, its store, page and test support. */
@NullMarked
package org.qdmail.mailbox;

import org.jspecify.annotations.NullMarked;
