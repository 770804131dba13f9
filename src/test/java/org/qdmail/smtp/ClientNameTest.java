package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNameTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, [127.0.0.1]",
        "::1, [IPv6:::1]",
        "2001:db8::8:800:200c:417a, [IPv6:2001:db8::8:800:200c:417a]",
        "2001:db8:0:0:1:0:0:1, [IPv6:2001:db8::1:0:0:1]",
        "2001:db8:0:1:1:1:1:1, [IPv6:2001:db8:0:1:1:1:1:1]",
        "fe80::, [IPv6:fe80::]"
    })
    void s17WritesAddressLiteral(String address, String literal) throws UnknownHostException {
        assertThat(ClientName.literal(InetAddress.getByName(address))).isEqualTo(literal);
    }

    @Test
    void s17LeavesTheZoneOut() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();

        assertThat(ClientName.literal(Inet6Address.getByAddress(null, linkLocal, 2)))
                .isEqualTo("[IPv6:fe80::1]");
    }

    @Test
    void smtp10SaysTheCanonicalName() throws UnknownHostException {
        assertThat(ClientName.of("Shop.Example.COM.", loopback())).isEqualTo("shop.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "localhost",
                "localhost.localdomain",
                "10.1.2.3",
                "a_b.example",
                "x..example",
                "böse.example"
            })
    void smtp10SaysTheAddressWhereTheNameIsNotFull(String name) throws UnknownHostException {
        assertThat(ClientName.of(name, loopback())).isEqualTo("[127.0.0.1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop.example.com", "[127.0.0.1]", "[IPv6:::1]", "xn--bcher-kva.example"})
    void smtp10TakesNameOrLiteral(String name) {
        assertThat(SmtpSettings.isClientName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "ex ample", "a\r\nb", "-a.example", "a-.example", "bücher.example", "[127.0.0]", "[1.2.3.4.5]",
                "[256.1.1.1]", "[]", "[IPv6:]", "[IPv6:1]", "[x]", "[fe80::1%eth0]", "a.", ".a"
            })
    void smtp10RefusesWhatIsNeither(String name) {
        assertThat(SmtpSettings.isClientName(name)).isFalse();
    }

    @Test
    void smtp10RefusesALabelOf64() {
        assertThat(SmtpSettings.isClientName("a".repeat(63) + ".example")).isTrue();
        assertThat(SmtpSettings.isClientName("a".repeat(64) + ".example")).isFalse();
    }

    @Test
    void smtp10SettingsTakeNoOtherName() {
        SmtpSettings settings = SmtpSettings.of("relay.example");

        assertThatThrownBy(() -> settings.withClientName("ex ample")).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByName("127.0.0.1");
    }
}
