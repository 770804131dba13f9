package org.qdmail.signing;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.Texts;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.CryptoLibrary;
import org.qdmail.reading.ReadField;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.HeaderCoverage;
import org.qdmail.signing.SignatureReport.State;

/** Reads the signature of a mail, whoever made it. One pass in bounded memory; hostile mail gets a report as well. */
public final class SignatureReading {
    private static final int MAX_NAME = 100;

    private SignatureReading() {}

    /**
     * Reads a whole mail, header included, to its end.
     *
     * @throws IOException only from {@code mail}
     * @throws org.qdmail.failure.SigningFailed if Bouncy Castle is missing (MAIL-0408)
     */
    public static SignatureReport of(InputStream mail) throws IOException {
        return of(mail, Optional.empty());
    }

    /**
     * Reads a whole mail, header included, to its end, and judges its signers by what the reader knows.
     *
     * @param trust the reader's clock, and whom it trusts
     * @throws IOException only from {@code mail}
     * @throws org.qdmail.failure.SigningFailed if Bouncy Castle is missing (MAIL-0408)
     */
    public static SignatureReport of(InputStream mail, SignatureTrust trust) throws IOException {
        return of(mail, Optional.of(trust));
    }

    private static SignatureReport of(InputStream mail, Optional<SignatureTrust> trust) throws IOException {
        CryptoLibrary.require();
        SignatureScan.Result scan = SignatureScan.of(mail);
        return scan.signed().map(signed -> report(scan.mail(), signed, trust)).orElseGet(SignatureReading::unsigned);
    }

    private static SignatureReport unsigned() {
        return new SignatureReport(
                State.UNSIGNED, Coverage.NONE, List.of(), AddressMatch.NONE, HeaderCoverage.NONE, "");
    }

    private static SignatureReport report(ReadPart mail, SignedPart signed, Optional<SignatureTrust> trust) {
        CmsVerification.Verdict verdict = verdict(mail, signed);
        boolean coversHeader = verdict.state() == State.INTACT && signed.isWhole();
        Coverage coverage = signed.isWhole() ? Coverage.WHOLE : Coverage.PART;
        return new SignatureReport(
                verdict.state(),
                verdict.state() == State.UNSIGNED ? Coverage.NONE : coverage,
                verdict.signers().stream()
                        .map(found -> SignerReading.of(
                                found, SignerReading.judgement(found, match(mail, List.of(found)), trust)))
                        .toList(),
                match(mail, verdict.signers()),
                coversHeader ? headerCoverage(mail, signed.content()) : HeaderCoverage.NONE,
                verdict.reason());
    }

    /** What deceives about the structure breaks a signature that would be intact. */
    private static CmsVerification.Verdict verdict(ReadPart mail, SignedPart signed) {
        CmsVerification.Verdict verdict = signed.verdict();
        String flaw = values(mail, "Content-Type").size() > 1 ? "there are two fields Content-Type" : signed.flaw();
        boolean isFlawed = verdict.state() == State.INTACT && !flaw.isEmpty();
        return isFlawed ? new CmsVerification.Verdict(State.BROKEN, verdict.signers(), flaw) : verdict;
    }

    /** What the signed part says of the header, if it says that it does (RFC 9788 section 4.1). */
    private static HeaderCoverage headerCoverage(ReadPart mail, ReadPart signed) {
        if (signed.typeParameter("hp").filter("clear"::equalsIgnoreCase).isEmpty()) return HeaderCoverage.NONE;
        Set<String> same = new HashSet<>();
        Set<String> different = new HashSet<>();
        for (ReadField field : signed.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("content-") || name.equals("mime-version")) continue;
            (values(mail, name).equals(values(signed, name)) ? same : different).add(Texts.shown(name, MAX_NAME));
        }
        return new HeaderCoverage(same, different);
    }

    private static AddressMatch match(ReadPart mail, List<FoundSigner> signers) {
        Set<String> signing = signers.stream()
                .flatMap(signer -> SignerReading.addresses(signer.certificate()).stream())
                .collect(Collectors.toSet());
        if (isCovered(values(mail, "From"), signing)) return AddressMatch.FROM;
        return isCovered(values(mail, "Sender"), signing) ? AddressMatch.SENDER : AddressMatch.NONE;
    }

    /** Whether there is one such field, and each of its addresses is a signer's. */
    private static boolean isCovered(List<String> fields, Set<String> signing) {
        if (fields.size() != 1) return false;
        try {
            List<Mailbox> mailboxes = Mailbox.parseList(fields.get(0));
            return !mailboxes.isEmpty()
                    && mailboxes.stream()
                            .map(Mailbox::address)
                            .allMatch((EmailAddress address) -> CertificateAddresses.contain(signing, address));
        } catch (InvalidMessage unreadable) {
            return false; // nobody signs for what is no address
        }
    }

    private static List<String> values(ReadPart mail, String field) {
        return mail.fields().stream()
                .filter(candidate -> candidate.is(field))
                .map(candidate -> candidate.raw().replace("\r", "").replace("\n", ""))
                .toList();
    }
}
