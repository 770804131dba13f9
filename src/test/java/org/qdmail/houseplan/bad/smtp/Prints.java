package org.qdmail.houseplan.bad.smtp;

final class Prints {
    void show(String text) {
        System.out.println(text);
    }
}
