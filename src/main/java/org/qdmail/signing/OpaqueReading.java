package org.qdmail.signing;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSTypedStream;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.signing.CmsVerification.Verdict;
import org.qdmail.signing.SignatureReport.State;

/** Reads a signature that holds its content (RFC 8551 section 3.5.2), as a stream: memory does not grow with it. */
final class OpaqueReading {
    /** Of what is not content: certificates, revocation lists, signers. */
    private static final int MAX_OTHER_OCTETS = 1024 * 1024;

    private static final int MAX_HEADER_OCTETS = 256 * 1024;

    private OpaqueReading() {}

    /**
     * What was found.
     *
     * @param verdict on the signature
     * @param header the header of the content
     */
    record Opened(Verdict verdict, byte[] header) {}

    static Opened of(InputStream base64) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        Metered mail = new Metered(base64);
        Bounded octets = new Bounded(Base64.getMimeDecoder().wrap(mail));
        Verdict verdict;
        try {
            verdict = verdict(octets, header);
        } catch (StackOverflowError nested) { // Bouncy Castle reads strings inside of strings by recursion
            verdict = verdict(State.UNCHECKED, "the signature is nested too deeply");
        } catch (CMSException | OperatorCreationException | IOException | RuntimeException damaged) {
            // Bouncy Castle's ways to say that it is damaged; or one of the streams below it ended the reading
            verdict = octets.isTooLarge()
                    ? verdict(State.UNCHECKED, "the signature is too large")
                    : verdict(State.BROKEN, "the signature is damaged");
        }
        if (mail.failure != null) throw mail.failure;
        return new Opened(verdict, header.toByteArray());
    }

    private static Verdict verdict(Bounded in, ByteArrayOutputStream header)
            throws IOException, CMSException, OperatorCreationException {
        CMSSignedDataParser parser = new CMSSignedDataParser(
                new JcaDigestCalculatorProviderBuilder()
                        .setProvider(BouncyCastle.PROVIDER)
                        .build(),
                in);
        CMSTypedStream content = parser.getSignedContent();
        if (content == null) return verdict(State.BROKEN, "the signature holds no content");
        HeaderCatch head = new HeaderCatch(header);
        try (InputStream octets = content.getContentStream()) {
            byte[] buffer = new byte[16 * 1024];
            for (int count = octets.read(buffer); count >= 0; count = octets.read(buffer)) {
                in.allow(count);
                head.add(buffer, count);
            }
        }
        return CmsVerification.of(parser);
    }

    private static Verdict verdict(State state, String reason) {
        return new Verdict(state, List.of(), reason);
    }

    /** Keeps the lines up to the first empty one. */
    private static final class HeaderCatch {
        private final ByteArrayOutputStream header;
        private boolean isOver;
        private int lineLength;

        HeaderCatch(ByteArrayOutputStream header) {
            this.header = header;
        }

        void add(byte[] octets, int count) {
            for (int at = 0; at < count && !isOver; at++) {
                byte octet = octets[at];
                if (octet == '\n') {
                    isOver = lineLength == 0;
                    lineLength = 0;
                } else if (octet != '\r') {
                    lineLength++;
                }
                isOver |= header.size() == MAX_HEADER_OCTETS;
                header.write(octet);
            }
        }
    }

    /** Tells a mail that cannot be read from one whose signature is damaged. */
    private static final class Metered extends FilterInputStream {
        private @Nullable IOException failure;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException thrown) {
                failure = thrown;
                throw thrown;
            }
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            try {
                return in.read(octets, offset, length);
            } catch (IOException thrown) {
                failure = thrown;
                throw thrown;
            }
        }
    }

    /** Lets through as many octets as the content has, and a bounded number of others. */
    private static final class Bounded extends FilterInputStream {
        private long left = MAX_OTHER_OCTETS;

        Bounded(InputStream in) {
            super(in);
        }

        void allow(int content) {
            left += content;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            if (octet >= 0) spend(1);
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int count = in.read(octets, offset, length);
            if (count > 0) spend(count);
            return count;
        }

        private void spend(int count) throws IOException {
            left -= count;
            if (isTooLarge()) throw new IOException("more than " + MAX_OTHER_OCTETS + " octets beside the content");
        }

        boolean isTooLarge() {
            return left < 0;
        }
    }
}
