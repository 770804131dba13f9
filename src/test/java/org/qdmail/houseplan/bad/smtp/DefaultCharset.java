// SPDX-License-Identifier: Apache-2.0
package org.qdmail.houseplan.bad.smtp;

@SuppressWarnings("DefaultCharset")
final class DefaultCharset {
    byte[] octets(String text) {
        return text.getBytes();
    }
}
