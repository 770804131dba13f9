package org.qdmail.pipeline;

/** Is told how each send goes, to measure or trace it. Called while mails are sent: it must neither throw nor block. */
public interface SendWatch {
    /** Nobody. */
    SendWatch NONE = mailer -> WatchedSend.NONE;

    /**
     * A send that this thread asks for; another one may carry it out.
     *
     * @param mailer the name of the mailer; empty for the unnamed one
     */
    WatchedSend asked(String mailer);
}
