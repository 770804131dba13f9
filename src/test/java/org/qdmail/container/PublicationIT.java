package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with REST resources of its own publishes those of the mailbox at their own path only. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PublicationIT {

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                Archives.withMailbox("greeting").addClasses(GreetingApplication.class, GreetingResource.class),
                "mp.config.profile=dev",
                "qdmail.defaults.from=shop@example.com");
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(application.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Qdmail-Mailbox", "1")
                .header("Accept", "application/json, */*;q=0.5")
                .build();
        return Http.CLIENT.send(request, Answers.text());
    }

    @Test
    void theMailboxIsAnsweredAtItsOwnPath() throws Exception {
        HttpResponse<String> answer = send("GET", "mail/v1/mailbox/messages");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"messages\":[]");
    }

    @Test
    void theResourceOfTheApplicationIsAnsweredAtItsPath() throws Exception {
        assertThat(send("GET", "api/greeting").body()).isEqualTo("hello");
        assertThat(send("GET", "mail/v1/mailbox/greeting").statusCode()).isEqualTo(404);
    }

    @Test
    void theResourceOfTheApplicationIsInTheOpenApiDocument() throws Exception {
        String document = "";
        for (int tries = 0; tries < 2_000 && !document.contains("/api/greeting"); tries++) {
            document = send("GET", "/openapi").body();
        }

        assertThat(document).contains("/api/greeting").doesNotContain("mailbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/messages",
                "api/messages/1",
                "api/messages/1/source",
                "api/messages/1/dialogue",
                "api/certificate"
            })
    void theMailboxIsNotReadBelowThePathOfTheApplication(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("MAIL-12");
        assertThat(answer.headers().map()).containsKey("X-Content-Type-Options"); // published, and turned away by us
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/messages", "api/messages/1"})
    void theMailboxIsNotClearedBelowThePathOfTheApplication(String path) throws Exception {
        assertThat(send("DELETE", path).statusCode()).isEqualTo(404);
    }
}
