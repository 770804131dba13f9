package org.qdmail.houseplan.bad.smtp;

final class Matches {
    boolean matches(String text) {
        return text.matches("a+");
    }
}
