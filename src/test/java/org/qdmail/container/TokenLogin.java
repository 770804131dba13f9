// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.auth.LoginConfig;

/** Asks for MicroProfile JWT where a server does not find the wish in {@code web.xml}: Payara. */
@LoginConfig(authMethod = "MP-JWT")
@ApplicationScoped
class TokenLogin {}
