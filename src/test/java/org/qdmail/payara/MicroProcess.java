// SPDX-License-Identifier: Apache-2.0
package org.qdmail.payara;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The process that {@code src/test/payara/MicroHost.java} runs in. It ends with this one, whose pipe it reads. */
final class MicroProcess {
    private static final String HOST = "src/test/payara/MicroHost.java";
    private static final int PATIENCE_SECONDS = 120;
    private static final int FAREWELL_SECONDS = 20;

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private MicroProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(UTF_8);
    }

    static MicroProcess start(PayaraConfiguration configuration) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(openedPackages(configuration));
        command.addAll(List.of("-cp", configuration.jar().getPath(), HOST));
        command.addAll(configuration.options());
        Process started =
                new ProcessBuilder(command).redirectError(configuration.log()).start();
        MicroProcess micro = new MicroProcess(started);
        Thread reader = new Thread(micro::readAnswers, "answers of Payara Micro");
        reader.setDaemon(true);
        reader.start();
        String first = micro.nextAnswer();
        if (first.equals("ready")) return micro;
        micro.close();
        throw new IOException(first);
    }

    /** What {@code java -jar} would read from the manifest. */
    private static List<String> openedPackages(PayaraConfiguration configuration) throws IOException {
        List<String> options = new ArrayList<>();
        try (JarFile jar = new JarFile(configuration.jar())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            for (String kind : List.of("Exports", "Opens")) {
                for (String opened : manifest.getValue("Add-" + kind).split("\\s+")) {
                    options.add("--add-" + kind.toLowerCase(Locale.ROOT) + '=' + opened + "=ALL-UNNAMED");
                }
            }
        }
        return options;
    }

    /** What the server answers to an order; something else than {@code done} when it is refused, ends or is too slow. */
    String answerTo(String order) {
        try {
            orders.write(order + '\n');
            orders.flush();
            return nextAnswer();
        } catch (IOException ended) {
            return "the server has ended";
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException ended) {
            // the same as the end of the lines
        }
        answers.add("the server has ended");
    }

    private String nextAnswer() {
        try {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer == null ? "no answer in " + PATIENCE_SECONDS + " s" : answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    void close() {
        try {
            orders.close();
            if (process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) return;
        } catch (IOException ended) {
            // then there is nothing to tell it
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
