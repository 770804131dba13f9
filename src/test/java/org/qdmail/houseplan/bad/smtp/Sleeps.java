package org.qdmail.houseplan.bad.smtp;

final class Sleeps {
    void pause() throws InterruptedException {
        Thread.sleep(1);
    }
}
