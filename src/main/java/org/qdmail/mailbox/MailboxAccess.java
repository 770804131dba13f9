package org.qdmail.mailbox;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.qdmail.MailService;
import org.qdmail.smtpserver.ScriptStep;

/** The way to a mailbox: in this virtual machine, or over its JSON resource. */
interface MailboxAccess {
    int smtpPort();

    X509Certificate certificate();

    /** All mails, the oldest first. */
    List<ReceivedMail> received();

    /** The same as soon as so many are there, or when the wait is over. */
    List<ReceivedMail> await(int count, Duration wait) throws InterruptedException;

    void clear();

    ScriptStep script(String command, String misbehaviour);

    void behave();

    MailService service();

    void close();
}
