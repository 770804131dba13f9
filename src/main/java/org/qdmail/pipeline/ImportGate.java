package org.qdmail.pipeline;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Looks at every line that a Jakarta Mail message writes from texts, since line ends in them would make further lines, and
 * characters may be cut to octets: U+010D U+010A would become a line end (CVE-2025-7962 and its kind). It does so when the
 * first octet comes: by then the message has made all its fields, and nothing was let through.
 */
final class ImportGate extends OutputStream {
    /** What stands for octets where an object was given, which only then writes lines of its own. */
    private static final Class<?> OF_OBJECT =
            new DataHandler("", "text/plain").getDataSource().getClass();

    private final MimeMessage message;
    private final OutputStream out;
    private boolean isChecked;

    ImportGate(MimeMessage message, OutputStream out) {
        this.message = message;
        this.out = out;
    }

    /** Throws InvalidMessage at the first octet when a line is not as it has to be (MAIL-0304). */
    @Override
    public void write(int octet) throws IOException {
        checkOnce();
        out.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        checkOnce();
        out.write(octets, offset, length);
    }

    private void checkOnce() throws IOException {
        if (isChecked) return;
        isChecked = true;
        try {
            for (String line : Collections.list(message.getAllHeaderLines())) {
                if (!isField(line)) throw InvalidMessage.of(MimeFaults.importedHeader());
            }
            checkContent(message);
        } catch (MessagingException failure) {
            throw InvalidMessage.of(MimeFaults.notImportable(failure.getClass().getSimpleName()));
        }
    }

    /** A field name, a colon, and a value of ASCII whose line ends are followed by a blank (RFC 5322 section 2.2). */
    private static boolean isField(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !isOneLine(line)) return false;
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (at < colon && (character <= ' ' || character > '~')) return false;
            if (character == '\n' && line.charAt(at - 1) != '\r') return false;
            if (character == '\r' && line.charAt(at + 1) != '\n') return false;
            if (character > '~' || character < ' ' && character != '\t' && !endsLine(character)) return false;
        }
        return true;
    }

    /** Octets are written as they are; objects write themselves, and their parts have headers. */
    private static void checkContent(MimePart part) throws MessagingException, IOException {
        DataHandler handler = part.getDataHandler();
        if (handler.getDataSource().getClass() != OF_OBJECT) return;
        Object content = handler.getContent();
        if (content instanceof MimeMultipart multipart) {
            checkParts(multipart);
        } else if (content instanceof MimeMessage inner) {
            save(inner);
            checkPart(inner);
        }
    }

    private static void checkParts(MimeMultipart multipart) throws MessagingException, IOException {
        require(isOneLine(multipart.getContentType())); // its boundary becomes a line
        @Nullable String preamble = multipart.getPreamble();
        require(preamble == null || preamble.chars().noneMatch(ImportGate::isCutToLineEnd));
        for (int at = 0; at < multipart.getCount(); at++) {
            if (multipart.getBodyPart(at) instanceof MimePart part) checkPart(part);
        }
    }

    /** Letters that are not ASCII may stand here: a part that was read keeps what its sender wrote. */
    private static void checkPart(MimePart part) throws MessagingException, IOException {
        for (String line : Collections.list(part.getAllHeaderLines())) require(isOneLine(line));
        checkContent(part);
    }

    private static void require(boolean isAsItHasToBe) {
        if (!isAsItHasToBe) throw InvalidMessage.of(MimeFaults.importedPart());
    }

    /** Whether each line end in it is followed by a blank, so that the line is folded there. */
    private static boolean isOneLine(String line) {
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (isCutToLineEnd(character)) return false;
            if (!endsLine(character) || line.startsWith("\r\n", at)) continue; // the LF of a pair comes next
            if (!line.startsWith(" ", at + 1) && !line.startsWith("\t", at + 1)) return false;
        }
        return true;
    }

    private static boolean endsLine(int character) {
        return character == '\r' || character == '\n';
    }

    private static boolean isCutToLineEnd(int character) {
        return character > 0xff && endsLine(character & 0xff);
    }

    /** A message saves itself when it is to be written, before its first octet. */
    private static void save(MimeMessage message) throws MessagingException {
        try {
            message.writeTo(new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    throw new IOException("enough");
                }
            });
        } catch (IOException enough) {
            // what was wished; another failure comes again when it is written
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
