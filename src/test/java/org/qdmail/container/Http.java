// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import java.net.http.HttpClient;

/** How the tests call a server. */
final class Http {
    /**
     * Of HTTP/1.1. By default the JDK's client asks for HTTP/2 with its first request, and Open Liberty, when it is busy, loses
     * requests with a body that ask for that: it fails within itself and closes the connection after half a minute.
     */
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}
}
