package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.dkim.PlainDkim;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.Openssl;

/** The commands and settings of docs/dkim.md; its Python is run by the suite with real servers. */
class DkimDocumentTest {
    @TempDir
    Path directory;

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/dkim.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void whatTheManualMakesSignsAndVerifies() throws Exception {
        for (String command : blocks("sh")) {
            Openssl.Result result = new Openssl(directory).start("bash", "-ec", command);
            assertThat(result.code()).as(command + result.output()).isZero();
        }
        List<String> keys = new ArrayList<>(List.of("qdmail.path.certificates", directory.toString()));
        blocks("properties").get(0).lines().forEach(line -> keys.addAll(List.of(line.split("=", 2))));
        try (OnTheWire wire = new OnTheWire(keys.toArray(String[]::new))) {
            assertThat(wire.mail
                            .send(MailMessage.to("taro@example.jp")
                                    .subject("s")
                                    .text("t")
                                    .build())
                            .requireAllAccepted()
                            .warnings())
                    .isEmpty();
            PlainDkim read = PlainDkim.of(wire.one().octets());
            assertThat(read.verifies(0, published("r2026.txt"))).isTrue();
            assertThat(read.verifies(1, published("e2026.txt"))).isTrue();
        }
    }

    private byte[] published(String file) throws IOException {
        String record = Files.readString(directory.resolve(file)).strip();
        return Base64.getDecoder().decode(record.substring(record.indexOf("p=") + 2));
    }
}
