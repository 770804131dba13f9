/** Tests of access tokens, against endpoints that follow a script. */
@NullMarked
package org.qdmail.oauth;

import org.jspecify.annotations.NullMarked;
