package org.qdmail.message;

/** The priority of a mail. */
public enum Level {
    HIGH,
    NORMAL,
    LOW
}
