package org.qdmail.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void tellsEveryFaultInOneText() {
        InvalidMessage failure = new InvalidMessage(
                List.of(new Fault("MAIL-0210", "to[0]", "not an address"), new Fault("MAIL-0232", "", "no body")));

        assertThat(failure).hasMessage("MAIL-0210 to[0]: not an address\nMAIL-0232 no body");
        assertThat(failure.number()).isEqualTo("MAIL-0210");
    }

    @Test
    void secT7RemovesControlsFromAServersWords() {
        ServerReply reply = new ServerReply(550, Optional.of("5.1.1"), "no\u001b[31m\r\n\0 \u202Euser\tx\uD800");

        assertThat(reply.text()).isEqualTo("no[31m user x");
        assertThat(reply).hasToString("550 5.1.1 no[31m user x");
    }

    @Test
    void secT7CutsAServersWords() {
        assertThat(new ServerReply(250, Optional.empty(), "x".repeat(600)).text())
                .isEqualTo("x".repeat(512) + "…");
    }

    @Test
    void acceptsTheCodesOfRfc5321Alone() {
        assertThatThrownBy(() -> new ServerReply(199, Optional.empty(), "")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> new ServerReply(600, Optional.empty(), "")).isInstanceOf(RuntimeException.class);
        assertThat(new ServerReply(299, Optional.empty(), "").isPositive()).isTrue();
        assertThat(new ServerReply(354, Optional.empty(), "").isPositive()).isFalse();
        assertThat(new ServerReply(499, Optional.empty(), "").isTransient()).isTrue();
        assertThat(new ServerReply(500, Optional.empty(), "").isPermanent()).isTrue();
    }

    @Test
    void secS1NeverShowsASecret() {
        Secret secret = Secret.of("S3CR3T-value");

        assertThat(secret).hasToString("(secret)").isEqualTo(Secret.of("S3CR3T-value"));
        assertThat(secret).isNotEqualTo(Secret.of("other")).hasSameHashCodeAs(Secret.of("other"));
        assertThat(secret.reveal()).containsExactly("S3CR3T-value".toCharArray());
    }
}
