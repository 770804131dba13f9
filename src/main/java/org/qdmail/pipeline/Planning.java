package org.qdmail.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.encryption.CertificateSearch;
import org.qdmail.encryption.FoundCertificates;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.message.EncryptionWish;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Recipient;
import org.qdmail.message.SignatureWish;
import org.qdmail.settings.MailerSettings;

/** Turns a complete message into a plan: who gets which copy, from whom, with which reports asked for. */
final class Planning {
    private final ReceiptPlanning receipts;
    private final MailerSettings.Limits limits;
    private final Signers signers;
    private final CertificateSearch certificates;
    private final MailIds ids;

    Planning(
            ReceiptPlanning receipts,
            MailerSettings.Limits limits,
            Signers signers,
            CertificateSearch certificates,
            MailIds ids) {
        this.receipts = receipts;
        this.limits = limits;
        this.signers = signers;
        this.certificates = certificates;
        this.ids = ids;
    }

    /**
     * Plans.
     *
     * @throws InvalidMessage with every fault: no sender (MAIL-0201), no recipient (MAIL-0202), too many (MAIL-0203),
     *     receipts that cannot be asked for (MAIL-0251, MAIL-0253)
     * @throws org.qdmail.failure.EncryptionFailed when somebody could not read the mail (MAIL-0410 to 0412)
     * @throws org.qdmail.failure.MisconfiguredMail for a signing identity that does not exist (MAIL-0104)
     */
    Plan plan(MailMessage message) {
        List<Recipient> recipients = recipients(message);
        Optional<EmailAddress> returnPath =
                message.returnPath().or(() -> message.from().map(Mailbox::address));
        List<Fault> faults = new ArrayList<>();
        if (message.from().isEmpty()) faults.add(MessageFaults.noSender());
        if (recipients.isEmpty()) faults.add(MessageFaults.noRecipient());
        if (recipients.size() > limits.recipients()) {
            faults.add(MessageFaults.tooManyRecipients(recipients.size(), limits.recipients()));
        }
        returnPath.ifPresent(path -> faults.addAll(receipts.faults(message, recipients, path)));
        if (!faults.isEmpty() || returnPath.isEmpty()) throw new InvalidMessage(faults);
        return plan(message, recipients, returnPath.get());
    }

    private Plan plan(MailMessage message, List<Recipient> recipients, EmailAddress returnPath) {
        String id = ids.next();
        List<String> warnings = new ArrayList<>();
        Optional<Mailbox> readReceiptTo = receipts.readReceiptTo(message, recipients, returnPath, warnings);
        List<EnvelopeRecipient> envelopeRecipients = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            envelopeRecipients.add(new EnvelopeRecipient(recipient.address(), receipts.options(message, recipient)));
        }
        Envelope bare = new Envelope(returnPath, envelopeRecipients, Optional.empty(), Optional.empty());
        Envelope envelope = bare.asksReceipt() ? asking(bare, ids.envelopeId(id), receipts.returnContent()) : bare;
        List<Copy> copies = copies(message, recipients, bare.recipients(), readReceiptTo, warnings);
        return new Plan(id, message, envelope, copies, warnings);
    }

    private static Envelope asking(Envelope bare, EnvelopeId id, ReturnContent returnContent) {
        return new Envelope(bare.returnPath(), bare.recipients(), Optional.of(id), Optional.of(returnContent));
    }

    private List<Copy> copies(
            MailMessage message,
            List<Recipient> recipients,
            List<EnvelopeRecipient> envelopeRecipients,
            Optional<Mailbox> readReceiptTo,
            List<String> warnings) {
        Optional<String> identity =
                message.wishes().signature().filter(SignatureWish::signed).map(SignatureWish::identity);
        List<AddressPattern> unsigned =
                identity.map(name -> signers.of(name).skipDomains()).orElse(List.of());
        Optional<FoundCertificates> found = certificates(message, recipients, warnings);
        boolean isOne = identity.isEmpty() && found.isEmpty() && readReceiptTo.isEmpty();
        if (isOne) {
            return List.of(new Copy(envelopeRecipients, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        Map<Kind, List<EnvelopeRecipient>> kinds = new LinkedHashMap<>();
        for (int at = 0; at < recipients.size(); at++) {
            Recipient recipient = recipients.get(at);
            boolean asked = readReceiptTo.isPresent() && ReceiptPlanning.asksReading(message, recipient);
            boolean signed = identity.isPresent() && !matches(unsigned, recipient.address());
            Optional<EmailAddress> alone =
                    Optional.of(recipient.address()).filter(hidden -> found.isPresent() && isHidden(message, hidden));
            kinds.computeIfAbsent(new Kind(asked, signed, alone), kind -> new ArrayList<>())
                    .add(envelopeRecipients.get(at));
        }
        List<Copy> copies = new ArrayList<>();
        kinds.forEach((kind, some) -> copies.add(new Copy(
                some,
                kind.asked ? readReceiptTo : Optional.empty(),
                kind.signed ? identity : Optional.empty(),
                found.map(all -> all.readers(
                        some.stream().map(EnvelopeRecipient::address).toList())))));
        return copies;
    }

    /**
     * What makes copies different.
     *
     * @param alone who gets a copy that nobody else gets, because it would tell the others of them (SE-4)
     */
    private record Kind(boolean asked, boolean signed, Optional<EmailAddress> alone) {}

    private Optional<FoundCertificates> certificates(
            MailMessage message, List<Recipient> recipients, List<String> warnings) {
        return message.wishes()
                .encryption()
                .filter(wish -> wish == EncryptionWish.ENCRYPTED)
                .map(wish -> certificates.find(
                        recipients.stream().map(Recipient::address).toList(),
                        message.from().orElseThrow().address(),
                        warnings::add));
    }

    private static boolean isHidden(MailMessage message, EmailAddress address) {
        return Stream.of(message.to(), message.cc())
                .flatMap(List::stream)
                .noneMatch(recipient -> recipient.address().equals(address));
    }

    private static boolean matches(List<AddressPattern> patterns, EmailAddress address) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(address));
    }

    /** To, Cc and Bcc in this order; the same address twice is one recipient, the first mention counts. */
    private static List<Recipient> recipients(MailMessage message) {
        if (message.cc().isEmpty() && message.bcc().isEmpty()) return message.to();
        Map<EmailAddress, Recipient> distinct = new LinkedHashMap<>();
        Stream.of(message.to(), message.cc(), message.bcc())
                .flatMap(List::stream)
                .forEach(recipient -> distinct.putIfAbsent(recipient.address(), recipient));
        return List.copyOf(distinct.values());
    }
}
