package org.qdmail.houseplan.bad.smtp;

final class AsksTheThread {
    ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
