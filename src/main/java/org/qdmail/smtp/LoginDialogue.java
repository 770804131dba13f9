package org.qdmail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.wire.SuspectedAttacks;

/** The AUTH command and its challenges (RFC 4954), within limits. Nothing of it is ever logged. */
final class LoginDialogue {
    /** RFC 4954 section 4: the longest line of either side. */
    private static final int LINE_OCTETS = 12_288;

    private static final int CHALLENGES = 10;
    private static final int CHALLENGE = 334;

    private final SmtpConnection connection;
    private final Authentication mechanism;
    private final String host;
    private final SuspectedAttacks attacks;
    private final LoginEcho echo;

    LoginDialogue(
            SmtpConnection connection,
            Authentication mechanism,
            String host,
            SuspectedAttacks attacks,
            LoginEcho echo) {
        this.connection = connection;
        this.mechanism = mechanism;
        this.host = host;
        this.attacks = attacks;
        this.echo = echo;
    }

    void run(LoginExchange exchange) throws StepFailed {
        Optional<byte[]> first = exchange.initialResponse();
        first.ifPresent(echo::said);
        SmtpReply reply = say(SmtpCommand.auth(mechanism.wire(), first));
        int challenges = 0;
        while (reply.code() == CHALLENGE) {
            if (++challenges > CHALLENGES) throw cancel("more than " + CHALLENGES + " challenges came");
            byte[] response = respond(exchange, reply);
            echo.said(response);
            reply = say(SmtpCommand.loginResponse(response));
        }
        conclude(exchange, reply);
    }

    private byte[] respond(LoginExchange exchange, SmtpReply challenge) throws StepFailed {
        try {
            return exchange.respond(decode(challenge.text()));
        } catch (LoginExchange.Refusal refusal) {
            throw cancel(refusal.reason());
        }
    }

    private static byte[] decode(String text) throws LoginExchange.Refusal {
        if (text.length() > LINE_OCTETS)
            throw new LoginExchange.Refusal("a challenge over " + LINE_OCTETS + " octets came");
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw new LoginExchange.Refusal("a challenge that is not base64 came");
        }
    }

    private void conclude(LoginExchange exchange, SmtpReply reply) throws StepFailed {
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.AUTH);
        if (!reply.isPositive()) {
            throw StepFailed.said(
                    DeliveryFaults.loginRefused(mechanism.wire(), reply.shown()), Phase.AUTH, reply.shown());
        }
        if (!exchange.mayEnd()) {
            connection.condemn();
            throw attack("success came before the server's proof");
        }
    }

    private SmtpReply say(SmtpCommand command) throws StepFailed {
        connection.put(command, Phase.AUTH);
        connection.flush(Phase.AUTH);
        SmtpReply reply = connection.anyReply(Phase.AUTH, ReplyParser.REPLY_OCTETS);
        if (reply.code() != CHALLENGE) reply = echo.hidden(reply);
        if (reply.isGoodbye()) throw SmtpConnection.goodbye(reply, Phase.AUTH);
        return reply;
    }

    /** Says {@code *}, which the server answers with 501 (RFC 4954 section 4), and gives the login up. */
    private StepFailed cancel(String reason) {
        try {
            connection.call(SmtpCommand.CANCEL_LOGIN, Phase.AUTH);
        } catch (StepFailed evenSo) {
            connection.condemn();
        }
        return attack(reason);
    }

    private StepFailed attack(String reason) {
        attacks.suspect("login by " + mechanism.wire() + ", " + reason, host);
        return StepFailed.forGood(DeliveryFaults.loginBroken(mechanism.wire(), reason), Phase.AUTH);
    }
}
