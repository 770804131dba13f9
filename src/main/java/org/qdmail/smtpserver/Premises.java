package org.qdmail.smtpserver;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * What all connections of one server share.
 *
 * @param limits the bounds
 * @param store where mails go
 * @param script the misbehaviour asked for
 * @param ids the ids of mails
 * @param clock the time
 * @param tls its side of TLS
 * @param closing down to zero when the server closes: ends every wait
 */
record Premises(
        ServerLimits limits,
        MailStore store,
        Script script,
        MailIds ids,
        InstantSource clock,
        ServerTls tls,
        CountDownLatch closing) {
    static Premises create(ServerLimits limits, InstantSource clock, ServerTls tls) {
        return new Premises(
                limits, new MailStore(limits), new Script(), new MailIds(clock), clock, tls, new CountDownLatch(1));
    }
}
