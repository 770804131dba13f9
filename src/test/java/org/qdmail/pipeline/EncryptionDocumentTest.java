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

/** The commands of docs/encryption.md and the setting that stands there. */
class EncryptionDocumentTest {
    private static final Path MANUAL = Path.of("docs/encryption.md");

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

    @Test
    void whatTheManualMakesIsOpenedAsItSays() throws IOException {
        List<String> commands = blocks("sh");
        assertThat(commands).hasSize(4);
        run(commands.get(1));
        run("echo hello > text; openssl cms -sign -text -in text -signer taro.pem -inkey taro.key -out signed.eml;"
                + " mv taro.pem made.pem");
        run(commands.get(0));
        assertThat(directory.resolve("taro.pem")).hasSameTextualContentAs(directory.resolve("made.pem"));
        run(commands.get(2));
        KeyPairs.rsa(directory, "shop", "shop@example.com");
        run("cp shop-cert.pem cert.pem; cp shop-private.pem private.pem");

        List<String> keys = new ArrayList<>(List.of("qdmail.path.certificates", directory.toString()));
        assertThat(blocks("properties")).hasSize(1);
        blocks("properties").get(0).lines().forEach(line -> keys.addAll(List.of(line.split("=", 2))));
        try (OnTheWire wire = new OnTheWire(keys.toArray(String[]::new))) {
            MailMessage message = MailMessage.to("taro@example.jp")
                    .subject("Salary")
                    .text("Attached.")
                    .signed()
                    .encrypted()
                    .build();
            assertThat(wire.mail.send(message).isAllAccepted()).isTrue();
            Files.write(directory.resolve("mail.eml"), wire.one().octets());
        }
        run(commands.get(3));
        assertThat(Files.readString(directory.resolve("content.txt")))
                .contains("Subject: Salary", "\r\n\r\nAttached.\r\n");
    }
}
