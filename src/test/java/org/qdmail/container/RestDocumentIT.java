// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.it.Certificates;

/** Each curl command of the manual, run as it stands there; and each answer that the manual shows. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestDocumentIT {
    private static final Path MANUAL = Path.of("docs/rest.md");
    private static final String SERVER = "http://localhost:9080/";
    private static final Pattern COMMAND =
            Pattern.compile("```sh\n# (\\d{3})\n(curl .*?)```(?:\n\n```json\n(.*?)```)?", Pattern.DOTALL);

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() throws IOException {
        Path certificates = Certificates.directory();
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        return Archives.configured(
                Archives.withRest("restmanual"),
                "mp.config.profile=dev",
                "qdmail.path.certificates=" + certificates,
                "qdmail.defaults.from=Shop <shop@example.com>",
                "qdmail.rest.enabled=true",
                "qdmail.rest.auth=none",
                "qdmail.rest.recipients=example.com,example.jp");
    }

    @Test
    void everyCommandAnswersAsTheManualSays() throws Exception {
        Matcher commands = COMMAND.matcher(Files.readString(MANUAL));
        List<String> run = new ArrayList<>();
        while (commands.find()) {
            String command = commands.group(2);
            assertThat(command).contains(SERVER);
            String printed = printed(command.replace(SERVER, application.toString())
                            .strip() + " --silent --show-error --max-time 20 --write-out '\\n%{http_code}'");
            int line = printed.lastIndexOf('\n');
            String body = printed.substring(0, line);
            assertThat(printed.substring(line + 1)).as("%s%n%s", command, body).isEqualTo(commands.group(1));
            if (commands.group(3) != null) assertSame(read(commands.group(3)), read(body), "");
            run.add(command);
        }
        assertThat(run).hasSize(10);
    }

    private static String printed(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static JsonObject read(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** An ellipsis stands for any text. */
    private static void assertSame(JsonValue expected, JsonValue actual, String place) {
        if (expected instanceof JsonString text && text.getString().equals("\u2026")) {
            assertThat(actual).as(place).isInstanceOf(JsonString.class);
        } else if (expected instanceof JsonObject object) {
            assertThat(actual.asJsonObject().keySet()).as(place).containsExactlyInAnyOrderElementsOf(object.keySet());
            object.forEach(
                    (name, value) -> assertSame(value, actual.asJsonObject().get(name), place + '/' + name));
        } else if (expected instanceof JsonArray array) {
            assertThat(actual.asJsonArray()).as(place).hasSize(array.size());
            for (int at = 0; at < array.size(); at++) {
                assertSame(array.get(at), actual.asJsonArray().get(at), place + '/' + at);
            }
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    @Test
    void commandOfTheReadmeSends() throws Exception {
        Matcher command =
                Pattern.compile("\n    (curl .*?)\n\n", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(command.find()).isTrue();
        assertThat(command.group(1)).contains(SERVER);

        String printed = printed(command.group(1).replace(SERVER, application.toString()) + " --silent --max-time 20");

        assertThat(printed).contains("\"state\":\"ACCEPTED\"").contains("\"signed\":true");
    }
}
