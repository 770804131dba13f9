package org.qdmail.bench;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Rendering a text mail, unsigned and signed with the usual keys. Reaches no server. */
@State(Scope.Thread)
public class SigningBenchmark {
    /** The key; none for no signature. */
    @Param({"none", "RSA", "EC"})
    public String key = "none";

    private OurSender sender = unsigned();

    private static OurSender unsigned() {
        return OurSender.open(Workload.textMail(), 25, 1, "envelope", Map.of());
    }

    @Setup(Level.Trial)
    public void open() throws Exception {
        sender.close();
        sender = key.equals("none")
                ? unsigned()
                : OurSender.open(
                        Workload.textMail(),
                        25,
                        1,
                        "envelope",
                        SigningFiles.make(key, key.equals("RSA") ? 2048 : 256).keys());
    }

    @Benchmark
    public void render() {
        sender.render().close();
    }

    @TearDown(Level.Trial)
    public void close() {
        sender.close();
    }
}
