package org.qdmail.smtpserver;

import java.io.IOException;

/** The server ends the conversation on purpose. */
final class ConversationOver extends IOException {
    private static final long serialVersionUID = 1L;

    ConversationOver(String reason) {
        super(reason);
    }
}
