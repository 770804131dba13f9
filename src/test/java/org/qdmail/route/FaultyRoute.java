package org.qdmail.route;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.envelope.Outcome;
import org.qdmail.pop.PopBeforeSmtp;
import org.qdmail.smtp.FaultCell;
import org.qdmail.smtp.FaultRow;
import org.qdmail.smtp.FaultSending;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

/** The routes that end in the SMTP client: how each is built in front of a server with a fault, and whom it sends on. */
enum FaultyRoute {
    /** To the next relay go those who were put off, and those whom the first one did not take for a reason that may pass. */
    FAILOVER(Outcome.Way.RELAY, Outcome.Way.RELAY) {
        @Override
        boolean permits(FaultCell cell) {
            return true;
        }

        @Override
        boolean sendsOn(FaultRow row, String first) {
            return isPutOff(first) && row.retryable() || ANOTHER_SERVER_MAY.contains(first);
        }

        @Override
        FaultStage open(FaultCell cell, FaultSending sending, Path folder) {
            ScriptedPeer first = faulty(sending);
            ScriptedPeer second = ScriptedPeer.playing(Internet.ACCEPTS);
            Route well = relay(sending.limited(SmtpSettings.loopback(second.port())), sending);
            Route route = new FailoverRoute(List.of(relayTo(first, sending), well), sending.time());
            return new FaultStage(route, first, Optional.of(second), () -> {});
        }
    },

    /** To the next server of the domain go all who were neither taken nor refused for good: a greeting refuses us alone. */
    DIRECT(Outcome.Way.DIRECT, Outcome.Way.DIRECT) {
        @Override
        boolean permits(FaultCell cell) {
            return isForServersOfRecipients(cell);
        }

        @Override
        boolean sendsOn(FaultRow row, String first) {
            return isPutOff(first);
        }

        @Override
        FaultStage open(FaultCell cell, FaultSending sending, Path folder) {
            Internet internet = internet("example.net MX 10 m1.example\nexample.net MX 20 m2.example", cell, sending);
            internet.host(2, cell.tls() == TlsMode.NONE ? Internet.ACCEPTS : Internet.overTls("mx"));
            return new FaultStage(internet.direct(), internet.host(1), Optional.of(internet.host(2)), internet);
        }
    },

    /** To the relay go the same, when no server of the domain is left. */
    DIRECT_THEN_RELAY(Outcome.Way.DIRECT, Outcome.Way.RELAY) {
        @Override
        boolean permits(FaultCell cell) {
            return isForServersOfRecipients(cell);
        }

        @Override
        boolean sendsOn(FaultRow row, String first) {
            return isPutOff(first);
        }

        @Override
        FaultStage open(FaultCell cell, FaultSending sending, Path folder) {
            Internet internet = internet("example.net MX 10 m1.example", cell, sending);
            return new FaultStage(internet.thenRelay(), internet.host(1), Optional.of(internet.relay()), internet);
        }
    },

    /** The login changes nothing about the relay behind it. */
    POP_BEFORE_SMTP(Outcome.Way.RELAY, Outcome.Way.RELAY) {
        @Override
        boolean permits(FaultCell cell) {
            return true;
        }

        @Override
        FaultStage open(FaultCell cell, FaultSending sending, Path folder) {
            ScriptedPeer first = faulty(sending);
            ScriptedPeer pop = ScriptedPeer.playing(PopServer.LOGIN);
            PopBeforeSmtp login = new PopBeforeSmtp(PopServer.settings(pop), sending.time(), HostNames.ofSystem());
            Route route = new PopBeforeSmtpRoute(login, relayTo(first, sending));
            return new FaultStage(route, first, Optional.empty(), pop);
        }
    },

    /** A program that says what the peer says. */
    SENDMAIL(Outcome.Way.SENDMAIL, Outcome.Way.SENDMAIL) {
        @Override
        boolean permits(FaultCell cell) {
            return cell.tls() == TlsMode.NONE && !cell.row().has("login");
        }

        @Override
        FaultStage open(FaultCell cell, FaultSending sending, Path folder) {
            ScriptedPeer first = faulty(sending);
            FakeProgram program = FakeProgram.speakingFor(first, folder);
            SmtpSettings smtp = sending.toPeer(SmtpSettings.loopback(first.port()));
            Route route = SendmailServer.open(program.asServer(SendmailSettings.Dialect.POSTFIX, smtp), sending.time());
            return new FaultStage(route, first, Optional.empty(), () -> {});
        }
    };

    /** What the mail needs and this server lacks: tried again there it fails again, another one may have it. */
    private static final Set<String> ANOTHER_SERVER_MAY = Set.of("N 0501", "N 0611", "N 0612", "N 0613");

    private final Outcome.Way way;
    private final Outcome.Way onward;

    FaultyRoute(Outcome.Way way, Outcome.Way onward) {
        this.way = way;
        this.onward = onward;
    }

    /** What outcomes tell of the way of a recipient. */
    Outcome.Way way(boolean isSentOn) {
        return isSentOn ? onward : way;
    }

    /** Whether this circumstance can be on this route. */
    abstract boolean permits(FaultCell cell);

    /**
     * Whether a recipient goes on to the second server, as long as the caller wants it.
     *
     * @param first its outcome at the first one, as the table of faults has it
     */
    boolean sendsOn(FaultRow row, String first) {
        return false;
    }

    abstract FaultStage open(FaultCell cell, FaultSending sending, Path folder);

    /** Nobody has the mail, and nobody refused it for good. */
    private static boolean isPutOff(String outcome) {
        return outcome.startsWith("D") || outcome.startsWith("N");
    }

    /** Nobody logs in there, and TLS begins in the clear. */
    private static boolean isForServersOfRecipients(FaultCell cell) {
        return cell.tls() != TlsMode.IMPLICIT && !cell.row().has("login");
    }

    private static ScriptedPeer faulty(FaultSending sending) {
        return ScriptedPeer.playing(sending.script(), sending.receiveBuffer());
    }

    private static Route relayTo(ScriptedPeer first, FaultSending sending) {
        return relay(sending.toPeer(SmtpSettings.loopback(first.port())), sending);
    }

    private static Route relay(SmtpSettings settings, FaultSending sending) {
        return new RelayRoute(new SmtpRelay(settings, sending.time(), HostNames.ofSystem()));
    }

    private static Internet internet(String zone, FaultCell cell, FaultSending sending) {
        Internet internet = Internet.of(zone).host(1, sending.script(), sending.receiveBuffer());
        internet.time = sending.time();
        internet.change = sending::limited;
        internet.dane = false;
        internet.mtaSts = false;
        if (cell.tls() != TlsMode.NONE) internet.tls = DirectSettings.Tls.STARTTLS_VERIFIED;
        return internet;
    }
}
