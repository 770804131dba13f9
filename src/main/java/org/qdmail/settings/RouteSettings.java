package org.qdmail.settings;

import java.util.List;
import java.util.Optional;
import org.qdmail.pop.PopSettings;
import org.qdmail.route.DirectSettings;
import org.qdmail.route.SendmailSettings;
import org.qdmail.smtp.SmtpSettings;

/**
 * How the mails of one mailer leave.
 *
 * @param transport the way
 * @param capture whether every mail goes to the embedded mailbox, whatever {@code transport} says
 * @param relay its relay, where one has a part in it
 * @param popBeforeSmtp the login by POP3 that its relay wants first
 * @param failover the mailers whose relays stand in for this one's, in order
 * @param direct how servers of recipients are found and used, where they have a part in it
 * @param sendmail which program takes the mails, where one does
 */
public record RouteSettings(
        Transport transport,
        boolean capture,
        Optional<SmtpSettings> relay,
        Optional<PopSettings> popBeforeSmtp,
        List<String> failover,
        Optional<DirectSettings> direct,
        Optional<SendmailSettings> sendmail) {
    public RouteSettings {
        failover = List.copyOf(failover);
        if (relay.isPresent() != (transport.needsRelay() && !capture)) {
            throw new IllegalArgumentException("a relay where it is needed");
        }
        if (popBeforeSmtp.isPresent() && relay.isEmpty()) {
            throw new IllegalArgumentException("a login by POP3 without a relay");
        }
        if (direct.isPresent() != (transport.isDirect() && !capture)) {
            throw new IllegalArgumentException("servers of recipients where they are needed");
        }
        if (sendmail.isPresent() != (transport == Transport.SENDMAIL && !capture)) {
            throw new IllegalArgumentException("a program where it is needed");
        }
    }
}
