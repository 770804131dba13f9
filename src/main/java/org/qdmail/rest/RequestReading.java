package org.qdmail.rest;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.MailMessage;

/**
 * A request that was read whole.
 *
 * @param message what it asks for
 * @param faults what is wrong with it
 * @param digest the same for requests of the same content: the octets of JSON, the parts of a multipart
 */
record RequestReading(PostedMessage message, RequestFaults faults, String digest) {
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";
    static final String ALLOWED = JSON + " or " + FORM;

    /**
     * Reads a body.
     *
     * @param contents where its files are held
     */
    static RequestReading of(BodyHead head, InputStream body, long maxOctets, HeldContents contents)
            throws UnreadableRequest {
        if (head.octets() > maxOctets) throw tooLarge(maxOctets);
        String type = type(head);
        PostedMessage message = new PostedMessage();
        RequestFaults faults = new RequestFaults();
        MessageDigest digest = sha256();
        try (BoundedBody bounded = new BoundedBody(body, maxOctets)) {
            if (type.equals(JSON)) {
                DigestInputStream digested = new DigestInputStream(bounded, digest);
                try (JsonInput json = JsonInput.of(digested, faults)) {
                    MessageReading.read(json, message, contents);
                }
            } else {
                new MultipartReading(message, faults, contents, digest).read(bounded, head.contentType());
            }
        } catch (BoundedBody.TooLarge tooLarge) {
            throw tooLarge(maxOctets);
        } catch (IOException cut) {
            throw UnreadableRequest.of(Problem.Kind.UNREADABLE, RestFaults.bodyCut());
        }
        return new RequestReading(message, faults, HexFormat.of().formatHex(digest.digest()));
    }

    private static UnreadableRequest tooLarge(long maxOctets) {
        return UnreadableRequest.of(Problem.Kind.TOO_LARGE, RestFaults.bodyTooLarge(maxOctets));
    }

    private static String type(BodyHead head) throws UnreadableRequest {
        String type = head.type();
        if (!head.isEncoded() && (type.equals(JSON) || type.equals(FORM))) return type;
        throw UnreadableRequest.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, RestFaults.mediaType(ALLOWED));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** The message with every fault that it still has. */
    MailMessage built() throws UnreadableRequest {
        List<Fault> all = new ArrayList<>(faults.all());
        try {
            MailMessage built = message.builder.build();
            if (all.isEmpty()) return built;
        } catch (InvalidMessage invalid) {
            all.addAll(FailureAnswers.pointed(invalid.faults()));
        }
        throw new UnreadableRequest(Problem.of(Problem.Kind.INVALID_MESSAGE, all));
    }
}
