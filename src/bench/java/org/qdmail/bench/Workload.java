package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The mail that all contenders send.
 *
 * @param id as in the table
 * @param subject the same for all
 * @param text 2 kB of plain text
 * @param html 2 kB; empty for a text mail
 * @param image 10 kB, shown inline; empty for a text mail
 * @param attachment 100 kB; empty for a text mail
 * @param recipients all in To
 */
record Workload(
        String id, String subject, String text, String html, byte[] image, byte[] attachment, List<String> recipients) {
    static final String FROM = "shop@example.com";
    static final String CID = "logo";
    private static final int LINE = 68;

    static Workload textMail() {
        return new Workload("text", "Order 42", words(2000), "", new byte[0], new byte[0], recipients(1));
    }

    static Workload textTo(int recipients) {
        return new Workload(
                "text-to-" + recipients, "Order 42", words(2000), "", new byte[0], new byte[0], recipients(recipients));
    }

    static Workload htmlMail() {
        String html = "<html><body><p>" + words(1900).replace("\r\n", "</p>\r\n<p>") + "</p><img src=\"cid:" + CID
                + "\"></body></html>\r\n";
        return new Workload("html", "Order 42", words(200), html, noise(10_000, 1), noise(100_000, 2), recipients(1));
    }

    /** With an attachment that does not stay in heap. */
    static Workload largeMail() {
        String html = "<img src=\"cid:" + CID + "\">\r\n";
        return new Workload("large", "Large", words(200), html, noise(100, 1), noise(5_000_000, 2), recipients(1));
    }

    boolean isHtml() {
        return !html.isEmpty();
    }

    private static List<String> recipients(int count) {
        List<String> recipients = new ArrayList<>();
        for (int number = 0; number < count; number++) recipients.add("customer" + number + "@example.jp");
        return List.copyOf(recipients);
    }

    /** Lines of ASCII words. */
    private static String words(int length) {
        StringBuilder text = new StringBuilder(length + LINE);
        String sentence = "Thank you for your order, which is on its way to you. ";
        while (text.length() < length) {
            int line = Math.min(LINE, length - text.length());
            StringBuilder words = new StringBuilder();
            while (words.length() < line) words.append(sentence, 0, Math.min(sentence.length(), line - words.length()));
            text.append(words.toString().strip()).append("\r\n");
        }
        return text.toString();
    }

    private static byte[] noise(int length, long seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }
}
