package org.qdmail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.qdmail.RenderedMail;

/**
 * Compares by digest: rendered mails octet by octet, mails composed while they are sent without date, Message-ID and
 * boundaries.
 */
final class OctetsCheck {
    private static final int MAILS = 20;

    private OctetsCheck() {}

    /** A check of mails that go out in each of these ways of pipelining. */
    static Check of(List<String> pipelinings) {
        return of(pipelinings, Map.of());
    }

    /** @param keys further ones of the component */
    static Check of(List<String> pipelinings, Map<String, String> keys) {
        return trial -> {
            Tally one = new Tally(1, 0, 0);
            for (String pipelining : pipelinings) {
                try (OurSender sender =
                        OurSender.open(trial.workload(), trial.sink().port(), trial.connections(), pipelining, keys)) {
                    sendRendered(trial, sender);
                    one = sendComposed(trial, sender);
                }
            }
            return one;
        };
    }

    /** A check of signed mails, of which each is another. */
    static Check of(SigningFiles files) {
        return trial -> {
            try (OurSender sender = OurSigner.open(trial, files)) {
                sendRendered(trial, sender);
            }
            return new Tally(1, 0, 0);
        };
    }

    private static void sendRendered(Trial trial, OurSender sender) throws IOException {
        trial.sink().begin(Look.EXACT);
        long octets = 0;
        long digests = 0;
        for (int mail = 0; mail < MAILS; mail++) {
            try (RenderedMail rendered = sender.render()) {
                octets += rendered.size();
                digests += MailDigest.exact(octets(rendered));
                sender.send(rendered);
            }
        }
        WrongOctets.check(
                trial.id() + " rendered",
                new Tally(MAILS, octets, digests),
                trial.sink().tally());
    }

    private static Tally sendComposed(Trial trial, OurSender sender) throws IOException {
        Tally one = one(sender);
        trial.sink().begin(Look.MASKED);
        for (int mail = 0; mail < MAILS; mail++) sender.send(0);
        WrongOctets.check(
                trial.id() + " composed", one.times(MAILS), trial.sink().tally());
        return one;
    }

    /** One mail as it arrives when it is digested with a mask. */
    static Tally one(OurSender sender) throws IOException {
        try (RenderedMail rendered = sender.render()) {
            return new Tally(1, rendered.size(), MailDigest.masked(octets(rendered)));
        }
    }

    private static byte[] octets(RenderedMail rendered) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        rendered.writeTo(octets);
        return octets.toByteArray();
    }
}
