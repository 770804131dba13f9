package org.qdmail.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Notify;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.Level;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.ReadField;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.SignatureReport;
import org.qdmail.signing.SignatureTrust;
import org.qdmail.smtpserver.DialogueLine;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.MailContent;
import org.qdmail.smtpserver.StoredMail;

/**
 * A mail that has arrived, with assertions about it. They throw an {@link AssertionError} with the mail's outline, which
 * names addresses and numbers but holds no text of the mail. Immutable; safe for any number of threads.
 */
public final class ReceivedMail {
    private final String id;
    private final EnvelopeCommand mail;
    private final List<EnvelopeCommand> recipients;
    private final List<String> dialogue;
    private final long size;
    private final OctetSource source;

    ReceivedMail(
            String id,
            EnvelopeCommand mail,
            List<EnvelopeCommand> recipients,
            List<String> dialogue,
            long size,
            OctetSource source) {
        this.id = id;
        this.mail = mail;
        this.recipients = List.copyOf(recipients);
        this.dialogue = List.copyOf(dialogue);
        this.size = size;
        this.source = source;
    }

    static ReceivedMail of(StoredMail stored) {
        List<String> lines =
                stored.dialogue().stream().map(DialogueLine::asText).toList();
        MailContent content = stored.content();
        return new ReceivedMail(
                stored.id(), stored.mail(), stored.recipients(), lines, content.sizeOctets(), content::open);
    }

    /** Sortable by arrival; the name of the mail in the page and in the JSON resource. */
    public String id() {
        return id;
    }

    /** The octets on the wire, with the dots unstuffed: nothing is added, not even a Received field. */
    public byte[] octets() {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        } catch (IOException removed) {
            throw gone(removed);
        }
    }

    private AssertionError gone(IOException removed) {
        return new AssertionError(
                this + " cannot be read; it may have been removed", new UncheckedIOException(removed));
    }

    private MailView view() {
        try {
            return MailView.of(source);
        } catch (IOException removed) {
            throw gone(removed);
        }
    }

    /** The decoded value of the first field of this name. */
    public Optional<String> header(String name) {
        return view().reading().field(name);
    }

    /** The values of all fields of this name as they are on the wire, folds included. */
    public List<String> rawHeaders(String name) {
        return view().reading().fields().stream()
                .filter(field -> field.is(name))
                .map(ReadField::raw)
                .toList();
    }

    /** The decoded subject; empty when there is none. */
    public String subject() {
        return view().field("Subject");
    }

    /** The decoded plain text; empty when there is none. Line ends are CRLF, as on the wire. */
    public String text() {
        return view().reading().text().map(DecodedText::text).orElse("");
    }

    /** The decoded HTML; empty when there is none. */
    public String html() {
        return view().reading().html().map(DecodedText::text).orElse("");
    }

    /** The decoded file names of all parts that are not the text, the signature aside; empty for one without name. */
    public List<String> attachmentNames() {
        return view().attachments().stream()
                .map(part -> part.fileName().orElse(""))
                .toList();
    }

    /** The content of the first attachment of this name, if there is one. */
    public Optional<byte[]> attachment(String name) {
        return view().attachments().stream()
                .filter(part -> part.fileName().filter(name::equals).isPresent())
                .findFirst()
                .map(ReadPart::content);
    }

    /** The priority, by whichever of the four fields tells it. */
    public Optional<Level> priority() {
        return view().priority();
    }

    /** What the signature says; trust in its signers is not judged. */
    public SignatureReport signature() {
        try {
            return view().signature();
        } catch (IOException removed) {
            throw gone(removed);
        }
    }

    /** What the signature says, and whether its signers lead to somebody whom the reader trusts. */
    public SignatureReport signature(SignatureTrust trust) {
        try {
            return view().signature(trust);
        } catch (IOException removed) {
            throw gone(removed);
        }
    }

    /** The MAIL command exactly as it was sent. */
    public String mailCommand() {
        return mail.line();
    }

    /** The accepted RCPT commands exactly as they were sent. */
    public List<String> recipientCommands() {
        return recipients.stream().map(EnvelopeCommand::line).toList();
    }

    /** The addresses of the accepted RCPT commands, Bcc included. */
    public List<String> recipients() {
        return recipients.stream().map(EnvelopeCommand::address).toList();
    }

    /** The address of the MAIL command; empty for the null sender. */
    public String returnPath() {
        return mail.address();
    }

    /** The SMTP dialogue: the opening of the connection and the lines about this mail, logins blanked. */
    public List<String> dialogue() {
        return dialogue;
    }

    /** Says that the To field names each of these addresses, and that the envelope goes to them. */
    public ReceivedMail assertTo(String... addresses) {
        List<String> named = view().addresses("To");
        for (String address : addresses) {
            if (!contains(named, address)) throw failure("To names " + address, named);
            if (!contains(recipients(), address)) throw failure("the envelope goes to " + address, recipients());
        }
        return this;
    }

    /** Says that the From field names exactly this address. */
    public ReceivedMail assertFrom(String address) {
        List<String> named = view().addresses("From");
        if (named.size() != 1 || !contains(named, address)) throw failure("From is " + address, named);
        return this;
    }

    /** Says that the envelope goes to exactly these addresses, in any order. */
    public ReceivedMail assertRecipients(String... addresses) {
        boolean allThere = Arrays.stream(addresses).allMatch(address -> contains(recipients(), address));
        if (!allThere || addresses.length != recipients.size()) {
            throw failure("the envelope goes to " + Arrays.toString(addresses), recipients());
        }
        return this;
    }

    private static boolean contains(List<String> found, String address) {
        return found.stream().anyMatch(candidate -> isSame(candidate, address));
    }

    private static boolean isSame(String found, String wanted) {
        return found.equals(wanted) || comparable(found).equals(comparable(wanted));
    }

    /** The domain counts without case and in A-labels. */
    private static String comparable(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) return address;
        try {
            return EmailAddress.of(address).wire();
        } catch (InvalidMessage notAnAddress) {
            return address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
        }
    }

    /** Says that the decoded subject is this. */
    public ReceivedMail assertSubject(String subject) {
        if (!subject().equals(subject)) throw failure("the subject is \"" + subject + '"', '"' + subject() + '"');
        return this;
    }

    /** Says that the plain text holds this; the error does not show the text. */
    public ReceivedMail assertTextContains(String part) {
        if (!text().contains(part)) throw failure("the text contains \"" + part + '"', text().length() + " characters");
        return this;
    }

    /** Says that the priority fields tell this level. */
    public ReceivedMail assertPriority(Level level) {
        if (!priority().equals(Optional.of(level))) {
            throw failure(
                    "the priority is " + level, priority().map(Level::name).orElse("no priority"));
        }
        return this;
    }

    /** Says that no field tells a priority. */
    public ReceivedMail assertNoPriority() {
        priority().ifPresent(level -> {
            throw failure("there is no priority", level);
        });
        return this;
    }

    /** Says that the signature is intact, covers the whole body, and that its certificate carries this address. */
    public ReceivedMail assertSignedBy(String address) {
        SignatureReport report = signature();
        List<String> signers = report.signers().stream()
                .flatMap(signer -> signer.addresses().stream())
                .toList();
        boolean isWhole = report.coverage() == SignatureReport.Coverage.WHOLE;
        if (report.state() != SignatureReport.State.INTACT || !isWhole || !contains(signers, address)) {
            throw failure(
                    "it is signed by " + address,
                    report.state() + ", signers " + signers + ", coverage " + report.coverage() + ' '
                            + report.reason());
        }
        return this;
    }

    /** Says that nobody signed it. */
    public ReceivedMail assertUnsigned() {
        SignatureReport.State state = signature().state();
        if (state != SignatureReport.State.UNSIGNED) throw failure("it is not signed", state);
        return this;
    }

    /** Says that the whole body is encrypted. To whom, and what is inside, is for a holder of a key to say. */
    public ReceivedMail assertEncrypted() {
        if (!view().isEncryptedAsWhole())
            throw failure("it is encrypted", header("Content-Type").orElse("nothing"));
        return this;
    }

    /** Says that every RCPT command asked for reports on exactly these events; none for a bare RCPT. */
    public ReceivedMail assertReportsOn(Notify... events) {
        for (EnvelopeCommand recipient : recipients) assertReports(recipient, events);
        return this;
    }

    /** Says the same of one recipient. */
    public ReceivedMail assertReportsOn(String address, Notify... events) {
        EnvelopeCommand recipient = recipients.stream()
                .filter(candidate -> isSame(candidate.address(), address))
                .findFirst()
                .orElseThrow(() -> failure("the envelope goes to " + address, recipients()));
        assertReports(recipient, events);
        return this;
    }

    private void assertReports(EnvelopeCommand recipient, Notify... events) {
        Set<String> wanted = new TreeSet<>();
        for (Notify event : events) wanted.add(event.name());
        if (!wanted.equals(notifyWords(recipient))) {
            throw failure("reports are wanted on " + wanted, recipient.line());
        }
    }

    private static Set<String> notifyWords(EnvelopeCommand recipient) {
        String value = recipient.parameters().getOrDefault("NOTIFY", "");
        Set<String> words =
                new TreeSet<>(Arrays.asList(value.toUpperCase(Locale.ROOT).split(",")));
        words.remove("");
        return words;
    }

    /** Says that a read receipt is asked for by this address (Disposition-Notification-To). */
    public ReceivedMail assertReadReceiptTo(String address) {
        List<String> named = view().addresses("Disposition-Notification-To");
        if (!contains(named, address)) throw failure("a read receipt goes to " + address, named);
        return this;
    }

    private AssertionError failure(String expectation, Object found) {
        return new AssertionError(
                "expected that " + expectation + ", found " + found + System.lineSeparator() + "  " + this);
    }

    /** Id, sender, recipients and size. */
    @Override
    public String toString() {
        return "mail " + id + " from <" + mail.address() + "> to " + recipients() + ", " + size + " octets";
    }
}
