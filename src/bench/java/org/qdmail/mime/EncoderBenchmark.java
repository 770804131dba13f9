package org.qdmail.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The encoders: 100 kB as base64, 2 kB of text as it is made fit to travel, 2 kB as quoted-printable. */
@State(Scope.Thread)
public class EncoderBenchmark {
    private final byte[] noise = new byte[100_000];
    private final String ascii = "Thank you for your order, which is on its way.\r\n".repeat(42);
    private final byte[] letters =
            "Grüße aus Köln, die Bestellung ist unterwegs.\r\n".repeat(42).getBytes(StandardCharsets.UTF_8);
    private final Base64Lines base64 = new Base64Lines();

    public EncoderBenchmark() {
        new Random(1).nextBytes(noise);
    }

    @Benchmark
    public void base64() throws IOException {
        base64.encode(new ByteArrayInputStream(noise), OutputStream.nullOutputStream());
    }

    @Benchmark
    public Object canonicalText() {
        return CanonicalText.of(ascii, "text");
    }

    @Benchmark
    public Optional<byte[]> quotedPrintable() {
        return QuotedPrintable.encode(letters, letters.length, Integer.MAX_VALUE);
    }
}
