package org.qdmail.houseplan.bad.smtp;

@SuppressWarnings("DefaultCharset")
final class DefaultCharset {
    byte[] octets(String text) {
        return text.getBytes();
    }
}
