package org.qdmail.message;

/** An immutable mail message. Its name stands here for the door; builder and parts follow. */
public final class MailMessage {
    private MailMessage() {}
}
