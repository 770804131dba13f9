package org.qdmail.pipeline;

import org.qdmail.MailFailed;
import org.qdmail.MailSent;
import org.qdmail.message.MailMessage;

/** Who is told about the mails of a service; a container fires events. Called on the sending thread. */
public interface Events {
    /** Nobody. */
    Events NONE = new Events() {
        @Override
        public MailMessage beforeSend(String mailer, MailMessage message) {
            return message;
        }

        @Override
        public void sent(MailSent event) {}

        @Override
        public void failed(MailFailed event) {}
    };

    /**
     * The message that shall leave instead.
     *
     * @throws org.qdmail.failure.SendVetoed to stop it
     */
    MailMessage beforeSend(String mailer, MailMessage message);

    /** Must not throw. */
    void sent(MailSent event);

    /** Must not throw. */
    void failed(MailFailed event);
}
