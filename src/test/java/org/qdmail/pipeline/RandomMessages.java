// SPDX-License-Identifier: Apache-2.0
package org.qdmail.pipeline;

import java.util.List;
import java.util.Random;
import org.qdmail.message.MailMessage;

/** Messages that nobody would write by hand, the same for the same seed: what line ends, dots and encoders stumble over. */
final class RandomMessages {
    private static final List<String> PIECES = List.of(
            ".",
            "..",
            "\n.\n",
            "\r\n.\r\n",
            "\r.\r",
            "\n.",
            "\r\n..x",
            "From ",
            "\nFrom me",
            "\r\n>From ",
            " ",
            "   ",
            "\t",
            " \t\n",
            "word",
            "=",
            "=20",
            "=\r\n",
            "--",
            "\r\n--boundary\r\n",
            "\r",
            "\n",
            "\r\n",
            "\n\n",
            "\r\n\r\n",
            "\n\r",
            "日本語のメール",
            "①㈱髙",
            "ﾊﾝｶｸ",
            "é",
            "\u2028",
            "😀",
            "👩‍👩‍👧",
            "{}<>&\"'\\");

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    MailMessage next() {
        MailMessage.Builder message = MailMessage.to("bob@example.net").subject("Order");
        int kind = random.nextInt(4);
        if (kind != 1) message.text(text());
        if (kind != 0) message.html("<p>" + text().replace("&", "&amp;").replace("<", "&lt;") + "</p>");
        int attachments = Math.max(0, random.nextInt(5) - 2);
        for (int at = 0; at < attachments; at++) {
            message.attach("file " + at + ".bin", octets(), "application/octet-stream");
        }
        return message.build();
    }

    private String text() {
        int length = random.nextInt(8) == 0 ? 0 : random.nextInt(60);
        StringBuilder text = new StringBuilder();
        if (random.nextInt(4) == 0) text.append(lineEnds());
        for (int at = 0; at < length; at++) text.append(piece());
        if (random.nextInt(4) == 0) text.append(lineEnds());
        return text.toString();
    }

    private String piece() {
        if (random.nextInt(40) > 0) return PIECES.get(random.nextInt(PIECES.size()));
        return (random.nextBoolean() ? "x" : "長").repeat(random.nextInt(3_000));
    }

    private String lineEnds() {
        StringBuilder ends = new StringBuilder();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            ends.append(List.of("\r", "\n", "\r\n").get(random.nextInt(3)));
        }
        return ends.toString();
    }

    private byte[] octets() {
        byte[] octets = new byte[random.nextInt(3_000)];
        random.nextBytes(octets);
        return octets;
    }
}
