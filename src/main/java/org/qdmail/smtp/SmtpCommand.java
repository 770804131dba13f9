package org.qdmail.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.envelope.Xtext;
import org.qdmail.wire.Wire;

/**
 * One command line, made from typed values only. The octets pass a gate: printable ASCII, and UTF-8 where SMTPUTF8 was
 * negotiated. Its text form is the verb alone, so that a login never gets into a log.
 */
final class SmtpCommand {
    static final SmtpCommand STARTTLS = ascii("STARTTLS");
    static final SmtpCommand DATA = ascii("DATA");
    static final SmtpCommand RSET = ascii("RSET");
    static final SmtpCommand QUIT = ascii("QUIT");
    static final SmtpCommand CANCEL_LOGIN = ascii("*");

    /** The command line of RFC 3461 section 5.4, the longest of the extensions that we use. */
    private static final int MAX_OCTETS = 1036;

    private static final int FIRST_CAPACITY = 80;

    private static final int MAX_LOGIN_OCTETS = 12_288 + 64;

    private final String verb;
    private final byte[] octets;

    private SmtpCommand(String verb, CharSequence line, Gate gate, int maxOctets) {
        this.verb = verb;
        octets = gate.octets(line);
        if (octets.length > maxOctets) throw new IllegalArgumentException(verb + " of " + octets.length + " octets");
    }

    private static SmtpCommand ascii(String line) {
        return new SmtpCommand(verbOf(line), line, Gate.ASCII, MAX_OCTETS);
    }

    static SmtpCommand ehlo(String clientName) {
        return ascii("EHLO " + clientName);
    }

    static SmtpCommand helo(String clientName) {
        return ascii("HELO " + clientName);
    }

    /** AUTH, with the first response where the mechanism has one; an empty one is {@code =} (RFC 4954 section 4). */
    static SmtpCommand auth(String mechanism, Optional<byte[]> initialResponse) {
        String response = initialResponse
                .map(octets -> octets.length == 0 ? " =" : ' ' + base64(octets))
                .orElse("");
        return new SmtpCommand("AUTH", "AUTH " + mechanism + response, Gate.ASCII, MAX_LOGIN_OCTETS);
    }

    static SmtpCommand loginResponse(byte[] response) {
        return new SmtpCommand("login response", base64(response), Gate.ASCII, MAX_LOGIN_OCTETS);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** MAIL with the parameters that the server offers and the mail needs; each stands once. */
    static SmtpCommand mail(Envelope envelope, MailTraits traits, Capabilities offered) {
        StringBuilder line = new StringBuilder(FIRST_CAPACITY).append("MAIL FROM:");
        appendPath(line, envelope.returnPath());
        if (offered.offers("SIZE")) line.append(" SIZE=").append(traits.sizeOctets());
        if (traits.isEightBit()) line.append(" BODY=8BITMIME");
        if (traits.needsUtf8()) line.append(" SMTPUTF8");
        if (offered.offersReceipts()) {
            Optional<ReturnContent> content = envelope.returnContent();
            Optional<EnvelopeId> id = envelope.envelopeId();
            content.ifPresent(value -> line.append(" RET=").append(value.toWire()));
            id.ifPresent(value -> line.append(" ENVID=").append(value.toXtext()));
        }
        return new SmtpCommand("MAIL", line, Gate.of(traits), MAX_OCTETS);
    }

    /** RCPT with NOTIFY and ORCPT where the server offers DSN (RFC 3461 sections 4.1 and 4.2). */
    static SmtpCommand rcpt(EnvelopeRecipient recipient, MailTraits traits, Capabilities offered) {
        StringBuilder line = new StringBuilder(FIRST_CAPACITY).append("RCPT TO:");
        appendPath(line, recipient.address());
        String notify = recipient.options().reports().toWire();
        if (offered.offersReceipts()) {
            if (!notify.isEmpty()) line.append(" NOTIFY=").append(notify);
            recipient.options().originalRecipient().ifPresent(original -> line.append(originalRecipient(original)));
        }
        return new SmtpCommand("RCPT", line, Gate.of(traits), MAX_OCTETS);
    }

    /** BDAT, {@code LAST} on the chunk that ends the content (RFC 3030 section 2). */
    static SmtpCommand bdat(long octets, boolean last) {
        return ascii("BDAT " + octets + (last ? " LAST" : ""));
    }

    private static String originalRecipient(EmailAddress original) {
        return original.needsSmtpUtf8()
                ? " ORCPT=utf-8;" + utf8Address(asWritten(original))
                : " ORCPT=rfc822;" + Xtext.encode(asWritten(original));
    }

    /** The native form of RFC 6533 section 3, which only travels where SMTPUTF8 was negotiated. */
    private static String utf8Address(String address) {
        StringBuilder form = new StringBuilder();
        for (int at = 0; at < address.length(); at++) {
            char character = address.charAt(at);
            switch (character) {
                case ' ' -> form.append("\\x{20}");
                case '+' -> form.append("\\x{2B}");
                case '=' -> form.append("\\x{3D}");
                case '\\' -> form.append("\\x{5C}");
                default -> form.append(character);
            }
        }
        return form.toString();
    }

    private static void appendPath(StringBuilder line, EmailAddress address) {
        line.append('<');
        int start = line.length();
        if (!address.isNone()) appendAsWritten(line, address);
        requireNoEnd(line, start);
        line.append('>');
    }

    /** The case of a domain in ASCII stays as the caller wrote it, as in RFC 3461 section 10.1. */
    private static void appendAsWritten(StringBuilder line, EmailAddress address) {
        if (address.domain().equalsIgnoreCase(address.asciiDomain())) {
            line.append(address.localPart()).append('@').append(address.domain());
        } else {
            line.append(address.wire());
        }
    }

    private static String asWritten(EmailAddress address) {
        StringBuilder text = new StringBuilder();
        appendAsWritten(text, address);
        return text.toString();
    }

    /** A bracket or blank outside of quotes would end the path and begin a parameter. */
    private static void requireNoEnd(StringBuilder line, int start) {
        boolean quoted = false;
        for (int at = start; at < line.length(); at++) {
            char character = line.charAt(at);
            if (quoted && character == '\\') at++;
            else if (character == '"') quoted = !quoted;
            else if (!quoted && (character == '<' || character == '>' || character == ' ')) {
                throw new IllegalArgumentException("character " + (at - start) + " would end the path");
            }
        }
        if (quoted) throw new IllegalArgumentException("quotes in the path are not closed");
    }

    private static String verbOf(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    int length() {
        return octets.length;
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(octets, 0, target, offset, octets.length);
    }

    void putInto(Wire wire) throws IOException {
        wire.put(octets, 0, octets.length);
    }

    /** The line on the wire. */
    byte[] octets() {
        return octets.clone();
    }

    @Override
    public String toString() {
        return verb;
    }

    /** Which characters may be on a command line. */
    private enum Gate {
        ASCII,
        UTF8;

        static Gate of(MailTraits traits) {
            return traits.needsUtf8() ? UTF8 : ASCII;
        }

        /** The octets of a line, with its end. */
        byte[] octets(CharSequence line) {
            int length = line.length();
            byte[] octets = new byte[length + 2];
            boolean ascii = true;
            for (int at = 0; at < length; at++) {
                char character = line.charAt(at);
                if (!isAllowed(character)) {
                    throw new IllegalArgumentException("character " + at + " may not be on a command line");
                }
                ascii &= character < 0x80;
                octets[at] = (byte) character;
            }
            if (!ascii) return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
            octets[length] = '\r';
            octets[length + 1] = '\n';
            return octets;
        }

        private boolean isAllowed(char character) {
            if (character >= ' ' && character <= '~') return true;
            return this == UTF8 && character >= 0xa0;
        }
    }
}
