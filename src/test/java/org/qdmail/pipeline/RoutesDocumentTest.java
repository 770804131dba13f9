package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.MailMessage;

/** The settings of docs/routes.md. */
class RoutesDocumentTest {
    private static final Path MANUAL = Path.of("docs/routes.md");

    @TempDir
    Path directory;

    static List<String> settings() throws IOException {
        return Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(MANUAL))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** They make a service, which composes a mail; sending it is up to the tests of each route. */
    @ParameterizedTest
    @MethodSource("settings")
    void eachOfThemStarts(String setting) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "S3CR3T");
        Path program = Files.writeString(directory.resolve("sendmail"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, Path> files = Map.of("/run/secrets/smtp", secret, "/usr/sbin/sendmail", program);
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.defaults.from", "shop@example.com", "qdmail.route.sendmail.command", program.toString()));
        setting.lines().forEach(line -> {
            String[] pair = line.split("=", 2);
            keys.put(pair[0], files.containsKey(pair[1]) ? files.get(pair[1]).toString() : pair[1]);
        });
        try (StandaloneMailService mail = MailService.open(keys);
                RenderedMail rendered = mail.render(
                        MailMessage.to("taro@example.jp").subject("s").text("t").build())) {
            assertThat(rendered.size()).isPositive();
        }
    }

    @Test
    void versionOfTheLibraryIsOurs() throws IOException {
        String version = Pattern.compile("<dnsjava.version>(.*?)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(Files.readString(MANUAL)).contains("<version>" + version + "</version>");
    }
}
