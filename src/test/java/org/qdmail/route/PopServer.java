package org.qdmail.route;

import java.time.Duration;
import java.util.List;
import org.qdmail.failure.Secret;
import org.qdmail.pop.PopSettings;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.ServerTrust;

/** A scripted POP3 server, and the account that it has. */
final class PopServer {
    /** The login behind the greeting. */
    static final String IN =
            """
            want USER mrose | send +OK
            want PASS S3CR3T staaf | send +OK
            want QUIT | send +OK
            fin
            """;
    /** All goes well. */
    static final String LOGIN = "send +OK POP3 ready\n" + IN;

    private PopServer() {}

    /** For ten minutes, in the clear. */
    static PopSettings settings(ScriptedPeer pop) {
        return new PopSettings(
                "127.0.0.1",
                pop.port(),
                PopSettings.Tls.NONE,
                ServerTrust.judging(List.of(PeerCertificates.ca())),
                "mrose",
                SecretSource.of(Secret.of("S3CR3T staaf")),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2));
    }
}
