package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.Xtext;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.reports.DeliveryReport;
import org.qdmail.reports.ReadReport;
import org.qdmail.reports.ReportedMail;
import org.qdmail.reports.ReturnedContent;
import org.qdmail.route.Route;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.StoredMail;

/** Answers a caught mail as a server or a reader would: a real report, sent by SMTP to where reports go. */
final class Answering {
    private static final String SERVER = "mailbox.localhost";
    private static final int MAX_RETURNED = 1 << 20;
    private static final Duration RETRIED_FOR = Duration.ofDays(4);

    private final Route route;
    private final SpoolSettings spool;
    private final InstantSource clock;

    /**
     * An answering that sends by this route.
     *
     * @param directory for reports that are too large for the heap
     */
    Answering(Route route, Path directory, InstantSource clock) {
        this.route = route;
        this.spool = new SpoolSettings(directory, MAX_RETURNED, 4L * MAX_RETURNED);
        this.clock = clock;
    }

    /**
     * Sends the reports.
     *
     * @param sent takes what was answered for each recipient, as soon as it has gone out
     * @throws InvalidMessage when the mail cannot be answered so (MAIL-1207 to 1211)
     */
    void answer(StoredMail mail, AnswerRequest request, Consumer<Answer> sent) throws IOException {
        List<EnvelopeCommand> recipients = recipients(mail, request);
        MailView view = MailView.of(mail.content()::open);
        if (request.kind().action().isPresent()) deliveryReport(mail, request, recipients, view, sent);
        else readReports(mail, recipients, view, sent);
    }

    private static List<EnvelopeCommand> recipients(StoredMail mail, AnswerRequest request) {
        if (request.recipient().isEmpty()) return mail.recipients();
        List<EnvelopeCommand> wanted = mail.recipients().stream()
                .filter(each -> each.address().equals(request.recipient().get()))
                .toList();
        if (wanted.isEmpty()) throw InvalidMessage.of(MailboxFaults.noSuchRecipient());
        return wanted;
    }

    private void deliveryReport(
            StoredMail mail,
            AnswerRequest request,
            List<EnvelopeCommand> recipients,
            MailView view,
            Consumer<Answer> sent)
            throws IOException {
        if (mail.mail().address().isEmpty()) throw InvalidMessage.of(MailboxFaults.noReturnPath());
        Instant now = clock.instant();
        DeliveryReport.Action action = request.kind().action().orElseThrow();
        String status = request.status().orElse(action.status());
        Optional<Instant> until =
                action == DeliveryReport.Action.DELAYED ? Optional.of(now.plus(RETRIED_FOR)) : Optional.empty();
        List<DeliveryReport.Recipient> reported = new ArrayList<>();
        for (EnvelopeCommand each : recipients) {
            reported.add(new DeliveryReport.Recipient(
                    EmailAddress.of(each.address()), original(each), action, status, until));
        }
        Optional<String> envelopeId =
                Optional.ofNullable(mail.mail().parameters().get("ENVID")).map(Xtext::decode);
        boolean isWhole = action == DeliveryReport.Action.FAILED
                && "FULL".equalsIgnoreCase(mail.mail().parameters().getOrDefault("RET", ""));
        ReportedMail about = about(EmailAddress.of(mail.mail().address()), mail, isWhole, view);
        send(new DeliveryReport(SERVER, envelopeId, reported).about(about, now), about.reportTo());
        String to = about.reportTo().toString();
        for (EnvelopeCommand each : recipients) {
            sent.accept(new Answer(now, request.kind(), each.address(), Optional.of(status), to));
        }
    }

    private void readReports(StoredMail mail, List<EnvelopeCommand> recipients, MailView view, Consumer<Answer> sent)
            throws IOException {
        EmailAddress wanted = view.addresses("Disposition-Notification-To").stream()
                .findFirst()
                .map(EmailAddress::of)
                .orElseThrow(() -> InvalidMessage.of(MailboxFaults.noReadReceiptWanted()));
        Instant now = clock.instant();
        ReportedMail about = about(wanted, mail, false, view);
        for (EnvelopeCommand each : recipients) {
            ReadReport report = new ReadReport(EmailAddress.of(each.address()), original(each));
            send(report.about(about, now), wanted);
            sent.accept(new Answer(now, Answer.Kind.OPENED, each.address(), Optional.empty(), wanted.toString()));
        }
    }

    /** The value of ORCPT, decoded; the form for 7-bit mail of an international address stays (RFC 6533). */
    private static Optional<String> original(EnvelopeCommand recipient) {
        return Optional.ofNullable(recipient.parameters().get("ORCPT"))
                .map(value -> value.toLowerCase(Locale.ROOT).startsWith("utf-8") ? value : Xtext.decode(value));
    }

    private static ReportedMail about(EmailAddress to, StoredMail mail, boolean isWhole, MailView view)
            throws IOException {
        try (InputStream in = mail.content().open()) {
            String octets = new String(in.readNBytes(MAX_RETURNED), ISO_8859_1);
            boolean fits = isWhole && mail.content().sizeOctets() <= MAX_RETURNED;
            Optional<String> messageId = view.reading().field("Message-ID").map(String::strip);
            return new ReportedMail(to, messageId, view.field("Subject"), new ReturnedContent(octets, fits));
        }
    }

    private void send(byte[] octets, EmailAddress to) {
        Envelope envelope = Envelope.plain(EmailAddress.NONE, List.of(to));
        try (FrozenMailWriter writer = FrozenMailWriter.create(spool)) {
            writer.write(octets, 0, octets.length);
            try (FrozenMail mail = writer.freeze()) {
                Outcome outcome = route.deliver(envelope, mail, route.startDeadline())
                        .outcomes()
                        .get(0);
                if (outcome.state() != Outcome.State.ACCEPTED) {
                    throw InvalidMessage.of(
                            MailboxFaults.answerNotSent(outcome.number().orElse("")));
                }
            }
        }
    }

    void close() {
        route.close();
    }
}
