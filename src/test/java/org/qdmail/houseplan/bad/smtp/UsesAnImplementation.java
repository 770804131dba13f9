// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

import com.sun.net.httpserver.HttpServer;

final class UsesAnImplementation {
    Class<?> implementation = HttpServer.class;
}
