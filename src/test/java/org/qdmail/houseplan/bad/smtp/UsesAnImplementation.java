package org.qdmail.houseplan.bad.smtp;

import com.sun.net.httpserver.HttpServer;

final class UsesAnImplementation {
    Class<?> implementation = HttpServer.class;
}
