package org.qdmail.houseplan.bad.smtp;

final class PrintsStackTrace {
    void show(Exception failure) {
        failure.printStackTrace();
    }
}
