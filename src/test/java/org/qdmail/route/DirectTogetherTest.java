package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.route.Internet.ACCEPTS;
import static org.qdmail.route.Internet.send;
import static org.qdmail.route.Internet.states;

import org.junit.jupiter.api.Test;

/** All recipients of a domain or none of them ({@code qdmail.smtp.partial=false}), whichever of its servers is tried. */
class DirectTogetherTest {
    private static final String[] BOTH = {"alice@a.example", "bob@a.example"};

    /** Answers the first recipient with this. */
    private static String saying(String reply) {
        return """
                send 220 mx.example ESMTP
                ehlo
                want MAIL * | send 250 ok
                want RCPT TO:<alice@a.example> | send %s
                serve
                again
                """
                .formatted(reply);
    }

    private static Internet internet(String... hosts) {
        StringBuilder zone = new StringBuilder();
        for (int at = 1; at <= hosts.length; at++) zone.append("a.example MX %1$d m%1$d.example\n".formatted(at));
        Internet internet = Internet.of(zone.toString());
        for (int at = 1; at <= hosts.length; at++) internet.host(at, hosts[at - 1]);
        internet.change = settings -> settings.withPartial(false);
        return internet;
    }

    @Test
    void nobodyGoesOnBehindARefusalForGood() throws Exception {
        try (Internet internet = internet(saying("550 5.1.1 no such user"), ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOTH))).containsExactly("R 0607", "N 0607");
            assertThat(states(send(internet.thenRelay(), BOTH))).containsExactly("R 0607", "N 0607");

            assertThat(internet.host(2).connections()).isZero();
            assertThat(internet.relay().connections()).isZero();
        }
    }

    @Test
    void allGoOnTogetherWhenOneIsPutOff() throws Exception {
        try (Internet internet = internet(saying("450 4.2.1 later"), ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOTH))).containsExactly("A m2.example", "A m2.example");
            assertThat(internet.host(2).stored()).hasSize(1);
        }
    }

    @Test
    void nobodyIsLeftAloneBehindTheSecondServerThatPutsOff() throws Exception {
        String later = saying("450 4.2.1 later");
        try (Internet internet = internet(later, later, ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOTH))).containsExactly("D 0607", "N 0607");
            assertThat(internet.host(3).connections()).isZero();

            assertThat(states(send(internet.thenRelay(), BOTH))).containsExactly("A 127.0.0.1", "A 127.0.0.1");
            assertThat(internet.relay().stored()).hasSize(1);
        }
    }

    @Test
    void greetingThatRefusesUsIsNoRefusalOfARecipient() throws Exception {
        try (Internet internet = internet("send 554 5.7.1 blocked\nagain\n", ACCEPTS)) {
            assertThat(states(send(internet.direct(), BOTH))).containsExactly("A m2.example", "A m2.example");
        }
    }
}
