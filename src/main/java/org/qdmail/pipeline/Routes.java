package org.qdmail.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.pop.PopBeforeSmtp;
import org.qdmail.route.CaptureMailbox;
import org.qdmail.route.DirectRoute;
import org.qdmail.route.DirectThenRelayRoute;
import org.qdmail.route.FailoverRoute;
import org.qdmail.route.PopBeforeSmtpRoute;
import org.qdmail.route.RelayRoute;
import org.qdmail.route.Route;
import org.qdmail.route.SendmailRoute;
import org.qdmail.route.SendmailServer;
import org.qdmail.route.SendmailSettings;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.RouteSettings;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;

/** Puts the routes of mailers together. */
final class Routes {
    private final Map<String, MailerSettings> mailers;

    Routes(Map<String, MailerSettings> mailers) {
        this.mailers = mailers;
    }

    /**
     * The way of one mailer; whoever gets it closes it.
     *
     * @throws MisconfiguredMail when mail shall be captured but the mailbox is not there (MAIL-1008)
     */
    Route of(MailerSettings mailer) {
        RouteSettings settings = mailer.route();
        Route first = alone(settings);
        if (settings.capture() || settings.failover().isEmpty()) return first;
        List<Route> routes = new ArrayList<>(List.of(first));
        try {
            for (String other : settings.failover()) {
                routes.add(
                        alone(Objects.requireNonNull(mailers.get(other), other).route()));
            }
            return new FailoverRoute(routes);
        } catch (RuntimeException | Error failure) {
            routes.forEach(route -> route.close(Duration.ZERO)); // they have threads already
            throw failure;
        }
    }

    /** Without those that stand in for it. */
    private static Route alone(RouteSettings settings) {
        if (settings.capture())
            return new RelayRoute(new SmtpRelay(SmtpSettings.loopback(mailboxPort())), Outcome.Way.MAILBOX);
        return switch (settings.transport()) {
            case RELAY -> relay(settings);
            case DIRECT -> direct(settings);
            case SENDMAIL -> sendmail(settings.sendmail().orElseThrow());
            case DIRECT_THEN_RELAY -> new DirectThenRelayRoute(direct(settings), relay(settings));
        };
    }

    private static DirectRoute direct(RouteSettings settings) {
        return DirectRoute.open(settings.direct().orElseThrow());
    }

    private static Route sendmail(SendmailSettings settings) {
        return settings.smtp().isPresent() ? SendmailServer.open(settings) : SendmailRoute.open(settings);
    }

    private static Route relay(RouteSettings settings) {
        Route relay = new RelayRoute(new SmtpRelay(settings.relay().orElseThrow()));
        return settings.popBeforeSmtp()
                .<Route>map(pop -> new PopBeforeSmtpRoute(new PopBeforeSmtp(pop), relay))
                .orElse(relay);
    }

    private static int mailboxPort() {
        return CaptureMailbox.find()
                .orElseThrow(() -> MisconfiguredMail.of(
                        ConfigFaults.captureWithoutMailbox("qdmail.mailbox.capture", "qdmail.mailbox.capture")))
                .smtpPort();
    }
}
