/** Access tokens for logins: from an endpoint of OAuth 2 (RFC 6749), or from the application. */
@NullMarked
package org.qdmail.oauth;

import org.jspecify.annotations.NullMarked;
