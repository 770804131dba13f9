/** Code that breaks the house rules on purpose, one class for each rule. */
@NullMarked
package org.qdmail.houseplan.bad.smtp;

import org.jspecify.annotations.NullMarked;
