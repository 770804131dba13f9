/** Tests against real mail servers, which {@code src/test/peers/run} starts. */
@NullMarked
package org.qdmail.peers;

import org.jspecify.annotations.NullMarked;
