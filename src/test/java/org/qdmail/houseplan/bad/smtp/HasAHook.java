package org.qdmail.houseplan.bad.smtp;

final class HasAHook {
    static Runnable hook = () -> {};
}
