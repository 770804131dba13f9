package org.qdmail.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.address.EmailAddress;
import org.qdmail.dns.MailHost;
import org.qdmail.dns.MailHosts;
import org.qdmail.dns.PublishedTls;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.TlsMode;
import org.qdmail.wire.Deadline;

/** Hands one mail to the servers of its recipients. */
final class DirectDelivery {
    /** As other mail systems do: who was put off by two servers is left in peace. */
    private static final int MOST_DIALOGUES = 2;

    private static final String RECIPIENT_REFUSED = "MAIL-0607";
    private static final String TLS_FAILED = "MAIL-0615";
    private static final String GIVEN_UP = "MAIL-0617";

    /** A recipient and the servers that are left for it. */
    private record Routed(EnvelopeRecipient recipient, List<MailHost> hosts, int dialogues) {
        MailHost next() {
            return hosts.get(0);
        }

        Routed after(boolean wasDialogue) {
            return new Routed(recipient, hosts.subList(1, hosts.size()), dialogues + (wasDialogue ? 1 : 0));
        }
    }

    private final DirectSettings.Tls tls;
    private final MxRelays relays;
    private final Executor threads;
    private final Envelope envelope;
    private final FrozenMail mail;
    private final Deadline deadline;
    private final ReentrantLock lock = new ReentrantLock();
    private final Outcomes outcomes = new Outcomes();
    private final Set<EmailAddress> elsewhere = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();

    DirectDelivery(
            DirectSettings.Tls tls,
            MxRelays relays,
            Executor threads,
            Envelope envelope,
            FrozenMail mail,
            Deadline deadline) {
        this.tls = tls;
        this.relays = relays;
        this.threads = threads;
        this.envelope = envelope;
        this.mail = mail;
        this.deadline = deadline;
    }

    DirectRoute.Attempt run(Map<String, MailHosts> hosts) {
        List<Routed> routed = new ArrayList<>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            MailHosts known =
                    Objects.requireNonNull(hosts.get(recipient.address().asciiDomain()));
            if (known instanceof MailHosts.Found found) routed.add(new Routed(recipient, found.hosts(), 0));
            else if (known instanceof MailHosts.Nowhere nowhere) settle(recipient.address(), nowhere);
        }
        SideBySide.run(byServer(routed), this::deliver, threads);
        return new DirectRoute.Attempt(new SmtpReport(outcomes.inOrderOf(envelope), warnings), elsewhere);
    }

    /** Nobody was put to a server. */
    DirectRoute.Attempt givenUp() {
        Fault fault = DeliveryFaults.interrupted(Phase.NAME);
        envelope.recipients()
                .forEach(recipient ->
                        outcomes.put(unserved(recipient.address(), Outcome.State.NOT_ATTEMPTED, fault, true)));
        return new DirectRoute.Attempt(new SmtpReport(outcomes.inOrderOf(envelope), List.of()), Set.of());
    }

    private void settle(EmailAddress recipient, MailHosts.Nowhere nowhere) {
        Outcome.State state = nowhere.isPermanent() ? Outcome.State.REFUSED : Outcome.State.NOT_ATTEMPTED;
        outcomes.put(unserved(recipient, state, nowhere.fault(), !nowhere.isPermanent()));
        if (nowhere.mayGoElsewhere()) elsewhere.add(recipient);
    }

    private static Outcome unserved(EmailAddress recipient, Outcome.State state, Fault fault, boolean isRetryable) {
        return new Outcome(
                recipient,
                state,
                Outcome.ReceiptRequest.NOT_ASKED,
                Optional.of(fault),
                Optional.of(Phase.NAME),
                isRetryable,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Collection<List<Routed>> byServer(List<Routed> routed) {
        Map<MailHost, List<Routed>> groups = new LinkedHashMap<>();
        for (Routed each : routed)
            groups.computeIfAbsent(each.next(), host -> new ArrayList<>()).add(each);
        return groups.values();
    }

    /** Hands the mail to a server that all of them have in front, then those it could not take to the next ones. */
    private void deliver(List<Routed> group) {
        MailHost host = group.get(0).next();
        Envelope part =
                envelope.forRecipients(group.stream().map(Routed::recipient).toList());
        SmtpReport report;
        try {
            report = overTls(host, part);
        } catch (QueueUnavailable closed) {
            settleUnserved(group);
            return;
        }
        Map<EmailAddress, Outcome> answers = new LinkedHashMap<>();
        report.outcomes().forEach(outcome -> answers.put(outcome.recipient(), outcome));
        List<Routed> rest = new ArrayList<>();
        lock.lock();
        try {
            addNew(report.warnings());
            outcomes.putAll(report.outcomes());
            for (Routed each : group) {
                EmailAddress address = each.recipient().address();
                Outcome outcome = Objects.requireNonNull(answers.get(address));
                Routed left = each.after(outcome.state() == Outcome.State.DEFERRED || isForAnother(outcome));
                if (!isOpen(outcome)) continue;
                if (mayGoOn(left)) rest.add(left);
                else elsewhere.add(address);
            }
        } finally {
            lock.unlock();
        }
        byServer(rest).forEach(this::deliver);
    }

    /** The route was closed meanwhile; others of this mail may have it already, so their outcomes have to be told. */
    private void settleUnserved(List<Routed> group) {
        Fault fault = DeliveryFaults.closedWhileSending(Phase.CONNECT);
        lock.lock();
        try {
            for (Routed each : group) {
                outcomes.putIfNone(unserved(each.recipient().address(), Outcome.State.NOT_ATTEMPTED, fault, true));
            }
        } finally {
            lock.unlock();
        }
    }

    private void addNew(List<String> more) {
        for (String warning : more) if (!warnings.contains(warning)) warnings.add(warning);
    }

    /** Neither taken nor refused for good nor given up; a greeting of 5yz refuses our address, not the mail. */
    private static boolean isOpen(Outcome outcome) {
        if (isForAnother(outcome)) return outcome.isRetryable();
        return switch (outcome.state()) {
            case ACCEPTED, REFUSED, UNKNOWN -> false;
            case DEFERRED, NOT_ATTEMPTED ->
                outcome.number().filter(GIVEN_UP::equals).isEmpty();
        };
    }

    /** All or none: what was said of another recipient counts for this one too, so that both take the same way. */
    private static boolean isForAnother(Outcome outcome) {
        return outcome.state() == Outcome.State.NOT_ATTEMPTED
                && outcome.number().filter(RECIPIENT_REFUSED::equals).isPresent();
    }

    private boolean mayGoOn(Routed left) {
        return !left.hosts().isEmpty()
                && left.dialogues() < MOST_DIALOGUES
                && !deadline.isOver()
                && !Thread.currentThread().isInterrupted();
    }

    private SmtpReport overTls(MailHost host, Envelope part) {
        boolean isOptional =
                tls == DirectSettings.Tls.STARTTLS_OPTIONAL && host.tls().kind() == PublishedTls.Kind.NOTHING;
        SmtpReport report = relays.deliver(
                host, isOptional ? TlsMode.STARTTLS_OPTIONAL : TlsMode.STARTTLS_REQUIRED, part, mail, deadline);
        if (!isOptional || !report.outcomes().stream().allMatch(DirectDelivery::lacksTls)) return report;
        SmtpReport inTheClear = relays.deliver(host, TlsMode.NONE, part, mail, deadline);
        if (inTheClear.outcomes().stream().noneMatch(DirectDelivery::hasLeft)) return inTheClear;
        List<String> all = new ArrayList<>(inTheClear.warnings());
        all.add("TLS with " + host.name() + " failed; as it is optional there, the mail went in the clear");
        return new SmtpReport(inTheClear.outcomes(), all);
    }

    /** Whether the server has the mail, or had it before it refused it. */
    private static boolean hasLeft(Outcome outcome) {
        return switch (outcome.state()) {
            case ACCEPTED, UNKNOWN -> true;
            case REFUSED, DEFERRED, NOT_ATTEMPTED ->
                outcome.phase().filter(Phase.END::equals).isPresent();
        };
    }

    /** The handshake failed; not: somebody put octets in front of it. */
    private static boolean lacksTls(Outcome outcome) {
        return outcome.state() == Outcome.State.NOT_ATTEMPTED
                && outcome.number().filter(TLS_FAILED::equals).isPresent()
                && outcome.phase().filter(Phase.TLS::equals).isPresent();
    }
}
