package org.qdmail;

/** A {@link MailService} without a container; whoever opened it closes it. */
public interface StandaloneMailService extends MailService, AutoCloseable {
    /**
     * Waits up to 10 seconds for mails under way, then aborts them, closes the connections and frees all threads.
     * Later calls end in {@link org.qdmail.failure.QueueUnavailable} (MAIL-0004).
     */
    @Override
    void close();
}
