package org.qdmail.mime;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.qdmail.address.Mailbox;

/** Fields of a header: plain ones, a subject that needs encoded-words, many recipients. */
@State(Scope.Thread)
public class HeaderBenchmark {
    private final String date = "Sun, 29 Nov 2026 12:00:00 +0000";
    private final Mailbox shop = Mailbox.parse("The Shop <shop@example.com>");
    private final List<Mailbox> fifty = java.util.stream.IntStream.range(0, 50)
            .mapToObj(number -> Mailbox.parse("customer" + number + "@example.jp"))
            .toList();

    @Benchmark
    public byte[] plainFields() {
        return new HeaderBlock()
                .structured("Date", date)
                .mailboxes("From", List.of(shop))
                .freeText("Subject", "Order 42 is on its way")
                .structured("MIME-Version", "1.0")
                .toOctets();
    }

    @Benchmark
    public byte[] encodedSubject() {
        return new HeaderBlock().freeText("Subject", "ご注文ありがとうございます（注文番号42）").toOctets();
    }

    @Benchmark
    public byte[] fiftyRecipients() {
        return new HeaderBlock().mailboxes("To", fifty).toOctets();
    }
}
