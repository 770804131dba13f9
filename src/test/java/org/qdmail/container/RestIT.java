// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.RestCaller.Reply;
import org.qdmail.mailbox.EmbeddedMailbox;

/** The service over HTTP in development: no authentication, mail is captured. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestIT {
    private static final String MESSAGE =
            """
            {"from": "Shop <shop@example.com>", "to": ["Taro <taro@example.jp>"], "subject": "Invoice 42",
             "text": "Attached.",
             "attachments": [{"name": "invoice-42.pdf", "type": "application/pdf", "content": "JVBERi0xLjcK"}]}
            """;

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                Archives.withRest("restopen"),
                "mp.config.profile=dev",
                "qdmail.defaults.from=shop@example.com",
                "qdmail.rest.enabled=true",
                "qdmail.rest.auth=none",
                "qdmail.rest.rate=1000/PT1S",
                "qdmail.rest.rate-of-all=1000000/PT1S",
                "qdmail.rest.recipients=example.jp,example.com");
    }

    @BeforeEach
    void clear() {
        EmbeddedMailbox.at(application).clear();
    }

    private RestCaller caller() {
        return RestCaller.of(application);
    }

    @Test
    void messageIsSentAndItsResultCanBeReadAgain() throws Exception {
        Reply sent = caller().post("messages", MESSAGE);

        assertThat(sent.text()).contains("\"state\":\"ACCEPTED\"");
        assertThat(sent.status()).isEqualTo(201);
        EmbeddedMailbox.at(application).awaitOne().assertTo("taro@example.jp").assertSubject("Invoice 42");
        Reply again = caller().get(URI.create(sent.header("Location")).getPath());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(sent.json());
        assertThat(caller().get("messages?limit=1")
                        .json()
                        .getJsonArray("messages")
                        .get(0))
                .isEqualTo(sent.json());
    }

    @Test
    void unknownMemberIsRefused() throws Exception {
        assertThat(caller().post("messages", "{\"to\": [\"a@example.jp\"], \"txt\": \"x\"}")
                        .problem())
                .isEqualTo("400 MAIL-1101 #/txt");
    }

    @Test
    @Tag("not-payara") // its document has the first of several examples only
    void everyExampleOfTheOpenApiDocumentAnswersWithItsStatus() throws Exception {
        String document = openApiDocument();
        try (JsonReader reader = Json.createReader(new StringReader(document))) {
            Map<String, JsonValue> paths = new TreeMap<>();
            // a server with several web modules puts the context root before each path
            reader.readObject()
                    .getJsonObject("paths")
                    .forEach((path, item) -> paths.put(path.replaceFirst("^/restopen/", "/"), item));
            assertThat(paths)
                    .containsOnlyKeys(
                            "/mail/v1/messages",
                            "/mail/v1/messages/check",
                            "/mail/v1/messages/preview",
                            "/mail/v1/messages/{id}",
                            "/mail/v1/routes");
            JsonObject operation = paths.get("/mail/v1/messages").asJsonObject().getJsonObject("post");
            JsonObject examples = operation
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("examples");

            assertThat(examples.keySet()).containsExactlyInAnyOrder("201", "400", "403", "422");
            assertThat(operation.getJsonObject("responses").keySet()).containsAll(examples.keySet());
            for (String status : examples.keySet()) {
                JsonValue example = examples.getJsonObject(status).get("value");
                String body = example instanceof JsonString text ? text.getString() : example.toString();
                assertThat(caller().post("messages", body).status()).as(body).isEqualTo(Integer.parseInt(status));
            }
        }
    }

    /** The server makes it when the application has started, so it may take a moment. */
    private String openApiDocument() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.resolve("/openapi"))
                .header("Accept", "application/json")
                .build();
        String document = "";
        for (int tries = 0; tries < 2_000 && !document.contains("/mail/v1/messages"); tries++) {
            document = Http.CLIENT.send(request, Answers.text()).body();
        }
        return document;
    }
}
