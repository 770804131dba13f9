package org.qdmail.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.qdmail.RenderedMail;

/**
 * Compares what arrives with what {@code render} gives, by digest: rendered mails octet by octet, mails composed while
 * they are sent without date, Message-ID and boundaries.
 */
final class OctetsCheck {
    private static final int MAILS = 20;

    private final SinkProcess sink;

    OctetsCheck(SinkProcess sink) {
        this.sink = sink;
    }

    /**
     * Sends some mails in every way of the trial.
     *
     * @return one mail as it arrives when it is digested with a mask
     * @throws WrongOctets when something else arrives than was rendered
     */
    Tally run(Trial trial) throws IOException {
        Tally one = new Tally(1, 0, 0);
        for (String pipelining : trial.pipelinings()) {
            try (OurSender sender =
                    OurSender.open(trial.workload(), sink.port(), trial.connections(), pipelining, Map.of())) {
                sendRendered(trial, sender);
                one = sendComposed(trial, sender);
            }
        }
        return one;
    }

    private void sendRendered(Trial trial, OurSender sender) throws IOException {
        sink.begin(false);
        long octets = 0;
        long digests = 0;
        for (int mail = 0; mail < MAILS; mail++) {
            try (RenderedMail rendered = sender.render()) {
                octets += rendered.size();
                digests += MailDigest.of(octets(rendered), false);
                sender.send(rendered);
            }
        }
        WrongOctets.check(trial.id() + " rendered", new Tally(MAILS, octets, digests), sink.tally());
    }

    private Tally sendComposed(Trial trial, OurSender sender) throws IOException {
        sink.begin(true);
        try (RenderedMail rendered = sender.render()) {
            for (int mail = 0; mail < MAILS; mail++) sender.send(0);
            Tally one = new Tally(1, rendered.size(), MailDigest.of(octets(rendered), true));
            WrongOctets.check(trial.id() + " composed", one.times(MAILS), sink.tally());
            return one;
        }
    }

    private static byte[] octets(RenderedMail rendered) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        rendered.writeTo(octets);
        return octets.toByteArray();
    }
}
