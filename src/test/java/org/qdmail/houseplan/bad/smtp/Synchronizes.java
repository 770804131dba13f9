package org.qdmail.houseplan.bad.smtp;

final class Synchronizes {
    synchronized void guarded() {}
}
