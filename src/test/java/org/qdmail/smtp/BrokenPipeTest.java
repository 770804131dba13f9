package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.octets.FrozenMail;
import org.qdmail.wire.WireTime;

/** A chunk whose write fails, as the server takes no more; what it has said before is still there to be read. */
class BrokenPipeTest {
    private static final String OK = "250 ok\r\n";
    private static final String IN_ONE_FLIGHT =
            "220 mx.example ESMTP\r\n250-mx.example\r\n250-PIPELINING\r\n250 CHUNKING\r\n";
    private static final String STEP_BY_STEP = "220 mx.example ESMTP\r\n250-mx.example\r\n250 CHUNKING\r\n";

    /** The first chunk is the last one of the smaller mail, and not of the larger. */
    @ParameterizedTest
    @CsvSource({"230000", "3000000"})
    void aYesToAChunkThatWasCutShortIsNone(int octets) {
        assertThat(deliver(IN_ONE_FLIGHT + OK.repeat(3), octets)).containsExactly("D 0614");
        assertThat(deliver(STEP_BY_STEP + OK.repeat(3), octets)).containsExactly("D 0614");
    }

    @ParameterizedTest
    @CsvSource({
        "552 5.3.4 too large, 230000, R 0608",
        "552 5.3.4 too large, 3000000, R 0608",
        "452 4.3.1 full, 230000, D 0608",
        "421 4.3.2 bye, 230000, D 0616",
        "421 4.3.2 bye, 3000000, D 0616"
    })
    void aRefusalOfAChunkThatWasCutShortDecides(String reply, int octets, String state) {
        assertThat(deliver(IN_ONE_FLIGHT + OK.repeat(2) + reply + "\r\n", octets))
                .containsExactly(state);
        assertThat(deliver(STEP_BY_STEP + OK.repeat(2) + reply + "\r\n", octets))
                .containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({"230000", "3000000"})
    void withoutAWordTheConnectionIsLost(int octets) {
        assertThat(deliver(IN_ONE_FLIGHT + OK.repeat(2), octets)).containsExactly("D 0614");
        assertThat(deliver(STEP_BY_STEP + OK.repeat(2), octets)).containsExactly("D 0614");
    }

    private static List<String> deliver(String said, int octets) {
        SmtpSettings settings =
                SmtpSettings.loopback(25).withClientName("shop.example").withPipelining(Pipelining.BDAT);
        try (FrozenMail mail = Mails.ofSize(octets);
                SmtpRelay relay = new SmtpRelay(settings, WireTime.ofSystem(), new Saying(said))) {
            return Play.states(relay.deliver(Mails.to("a@x.example"), mail));
        }
    }

    private record Saying(String said) implements SmtpRelay.Program {
        @Override
        public Process start() {
            return new BrokenProcess(said, 200_000);
        }

        @Override
        public Fault notStarted(IOException failure) {
            return DeliveryFaults.noTimeLeft(Duration.ZERO);
        }
    }
}
