package org.qdmail.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.TlsLayer;
import org.qdmail.wire.Wire;

/**
 * One connection, used by one thread at a time: commands go out, replies come back, and whatever else happens is a
 * {@link StepFailed} that names the phase. A connection that broke is never used again.
 */
final class SmtpConnection {
    private final Wire wire;
    private final SmtpTimeouts timeouts;
    private final long openedAt;
    private final List<String> warnings = new ArrayList<>();
    private final ReplyParser parser = new ReplyParser();
    private Capabilities capabilities = Capabilities.NONE;
    private int mostTransactions = Integer.MAX_VALUE;
    private int mostRecipients = Integer.MAX_VALUE;
    private Optional<SSLSession> session = Optional.empty();
    private @Nullable Deadline deadline;
    private long lastUsedAt;
    private int transactions;
    private boolean loggedIn;
    private boolean retired;
    private boolean broken;
    private boolean contentEnded;

    SmtpConnection(Wire wire, SmtpTimeouts timeouts, long now) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.openedAt = now;
        this.lastUsedAt = now;
    }

    /** The deadline of what follows; none while saying farewell. */
    void bound(@Nullable Deadline whole) {
        deadline = whole;
    }

    SmtpReply call(SmtpCommand command, Phase phase) throws StepFailed {
        put(command, phase);
        flush(phase);
        return reply(phase);
    }

    void put(SmtpCommand command, Phase phase) throws StepFailed {
        begin(phase);
        try {
            command.putInto(wire);
        } catch (IOException failure) {
            throw lost(phase, failure);
        }
    }

    void putContent(byte[] block, int offset, int length) throws StepFailed {
        begin(Phase.BLOCK);
        try {
            wire.put(block, offset, length);
        } catch (IOException failure) {
            throw lost(Phase.BLOCK, failure);
        }
    }

    void putContent(InputStream source, long length) throws StepFailed {
        begin(Phase.BLOCK);
        try {
            wire.put(source, length);
        } catch (IOException failure) {
            throw lost(Phase.BLOCK, failure);
        }
    }

    void flush(Phase phase) throws StepFailed {
        begin(phase);
        try {
            wire.flush();
        } catch (IOException failure) {
            throw lost(phase, failure);
        }
    }

    private void begin(Phase phase) {
        wire.limit(limitOf(phase), deadline);
    }

    /** The next reply; 421 ends the connection in every phase (RFC 5321 section 3.8). */
    SmtpReply reply(Phase phase) throws StepFailed {
        SmtpReply reply = anyReply(phase, ReplyParser.LINE_OCTETS);
        if (reply.isGoodbye()) throw goodbye(reply, phase);
        return reply;
    }

    static StepFailed goodbye(SmtpReply reply, Phase phase) {
        return StepFailed.said(DeliveryFaults.notAvailable(phase, reply.shown()), phase, reply.shown());
    }

    /** The next reply, 421 as well; the connection is broken after that. */
    SmtpReply anyReply(Phase phase, int maxLineOctets) throws StepFailed {
        wire.limit(limitOf(phase), contentEnded ? null : deadline);
        parser.begin(maxLineOctets);
        try {
            wire.receive(parser);
        } catch (ReplyParser.Broken found) {
            broken = true;
            throw StepFailed.forNow(DeliveryFaults.protocol(phase, found.found()), phase, found);
        } catch (IOException failure) {
            throw lost(phase, failure);
        }
        SmtpReply reply = parser.reply();
        if (reply.isGoodbye()) broken = true;
        return reply;
    }

    /** The server said what it may not say here. */
    StepFailed outOfPlace(SmtpReply reply, Phase phase) {
        broken = true;
        return StepFailed.saidForNow(DeliveryFaults.protocol(phase, "reply " + reply.code()), phase, reply.shown());
    }

    private StepFailed lost(Phase phase, IOException failure) {
        broken = true;
        return ended(phase).orElseGet(() -> StepFailed.lost(DeliveryFaults.connectionLost(phase), phase, failure));
    }

    private Optional<StepFailed> ended(Phase phase) {
        Deadline whole = deadline;
        return ended(wire.ended(), phase, whole == null ? timeouts : timeouts.withDeadline(whole.length()));
    }

    /** Why a wait was ended by us, if it was. */
    static Optional<StepFailed> ended(Guard.@Nullable Cause cause, Phase phase, SmtpTimeouts timeouts) {
        if (cause == Guard.Cause.CLOSE) {
            return Optional.of(StepFailed.aborted(DeliveryFaults.closedWhileSending(phase), phase));
        }
        if (cause == Guard.Cause.INTERRUPT || Thread.currentThread().isInterrupted()) {
            return Optional.of(StepFailed.aborted(DeliveryFaults.interrupted(phase), phase));
        }
        if (cause == Guard.Cause.TIME) {
            Duration limit = timeouts.of(phase);
            return Optional.of(StepFailed.forNow(DeliveryFaults.timeout(phase, limit, timeouts.deadline()), phase));
        }
        return Optional.empty();
    }

    private Duration limitOf(Phase phase) {
        return timeouts.of(phase);
    }

    /** Runs a TLS handshake and goes on inside. */
    void encrypt(TlsLayer layer) throws StepFailed {
        begin(Phase.TLS);
        try {
            session = Optional.of(wire.encrypt(layer));
        } catch (IOException failure) {
            broken = true;
            throw ended(Phase.TLS).orElseGet(() -> StepFailed.forNow(layer.refused(failure), Phase.TLS, failure));
        }
    }

    /** Whether nothing came, and the peer has not gone, while nothing was due. */
    boolean isQuiet() {
        return wire.isQuiet();
    }

    /** Whether nothing came while nothing was due. */
    boolean isSilent() {
        return wire.isSilent();
    }

    /** Whether a reply is there that no command has asked for. */
    boolean hasSurplus() {
        wire.limit(SmtpTimeouts.QUIT, null);
        try {
            return wire.hasSurplus();
        } catch (IOException gone) {
            broken = true;
            return false;
        }
    }

    /** Whether octets were read behind the latest reply. */
    boolean hasUnread() {
        return wire.hasUnread();
    }

    void beginTransaction() {
        contentEnded = false;
        wire.deliver(false);
        transactions++;
    }

    /** Several transactions follow, whose content ends in the same flight as it begins. */
    void beginWindow() {
        endContent();
    }

    /** One more behind those that are on their way. */
    void beginFurtherTransaction() {
        transactions++;
    }

    /** From here on the mail may have arrived: nothing that is on its way is taken back. */
    void endContent() {
        contentEnded = true;
        wire.deliver(true);
    }

    boolean hasContentEnded() {
        return contentEnded;
    }

    /** Where the next octet will stand among all that were put. */
    long position() {
        return wire.position();
    }

    /** Whether anything behind this position may have reached the server. */
    boolean hasBegun(long position) {
        return wire.hasBegun(position);
    }

    /** Whether everything before this position may have reached the server. */
    boolean mayHaveGone(long position) {
        return wire.mayHaveGone(position);
    }

    /** Whether an earlier transaction has to be cleared by RSET. */
    boolean isUsed() {
        return transactions > 0;
    }

    /** Whether one more is within what the server takes and within the own limit. */
    boolean takesMore(int most) {
        return transactions < Math.min(most, mostTransactions);
    }

    /** In one transaction, within what the server takes and within the own limit. */
    int recipientsAtMost(int most) {
        return Math.min(most, mostRecipients);
    }

    /** Must not be used again, but may be told so. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired || broken;
    }

    /** Must not be used again, and hears no farewell. */
    void condemn() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    void markUsed(long now) {
        lastUsedAt = now;
    }

    long idleNanos(long now) {
        return now - lastUsedAt;
    }

    long ageNanos(long now) {
        return now - openedAt;
    }

    /** Ends the connection politely, within the limit of QUIT, whatever the server does. */
    void quit() {
        bound(null);
        wire.deliver(true);
        wire.discardPut();
        try {
            call(SmtpCommand.QUIT, Phase.QUIT);
            wire.close();
        } catch (StepFailed | IOException endsAnyway) {
            broken = true;
        } finally {
            wire.drop();
        }
    }

    /** Ends the connection without a word. What was sent is taken back, unless it was sent to its end. */
    void drop() {
        wire.drop();
    }

    void offers(Capabilities current) {
        capabilities = current;
        mostTransactions = current.mostTransactions();
        mostRecipients = current.mostRecipients();
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /** The TLS version; empty in the clear. */
    Optional<String> tls() {
        return session.map(SSLSession::getProtocol);
    }

    /** When the certificate of the server ends; empty in the clear. */
    Optional<Instant> certificateEnd() {
        return session.flatMap(TlsLayer::certificateEnd);
    }

    boolean isEncrypted() {
        return session.isPresent();
    }

    void markLoggedIn() {
        loggedIn = true;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    InetAddress localAddress() {
        return wire.localAddress();
    }

    boolean isLoopback() {
        return wire.remoteAddress().isLoopbackAddress();
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** What was noticed since the last call. */
    List<String> takeWarnings() {
        if (warnings.isEmpty()) return List.of();
        List<String> taken = List.copyOf(warnings);
        warnings.clear();
        return taken;
    }
}
