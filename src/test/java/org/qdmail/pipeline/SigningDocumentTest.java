package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.Openssl;

/** The commands of docs/signing.md, in their order, and the settings that stand there. */
class SigningDocumentTest {
    private static final Path MANUAL = Path.of("docs/signing.md");

    @TempDir
    Path directory;

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(MANUAL))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private void run(String command) {
        Openssl.Result result = new Openssl(directory).start("bash", "-ec", command);
        assertThat(result.code()).as(command + result.output()).isZero();
    }

    /** Of the settings: the pair, the PKCS#12 file; the device is one of the suite with real servers, and no authority is asked. */
    @Test
    void whatTheManualMakesSignsAndVerifies() throws IOException {
        List<String> commands = blocks("sh");
        assertThat(commands).hasSize(4);
        commands.subList(0, 3).forEach(this::run);
        List<String> settings = blocks("properties");
        assertThat(settings).hasSize(4);

        for (String setting : settings.subList(0, 2)) {
            List<String> keys = new ArrayList<>(List.of("qdmail.path.certificates", directory.toString()));
            setting.lines().forEach(line -> keys.addAll(List.of(line.split("=", 2))));
            try (OnTheWire wire = new OnTheWire(keys.toArray(String[]::new))) {
                MailMessage message = MailMessage.to("taro@example.jp")
                        .subject("s")
                        .text("t")
                        .signed()
                        .build();
                assertThat(wire.mail.send(message).isAllAccepted()).isTrue();
                Files.write(directory.resolve("mail.eml"), wire.one().octets());
            }
            run(commands.get(3));
            assertThat(Files.readString(directory.resolve("content.txt"))).contains("\r\n\r\nt\r\n");
        }
    }
}
