package org.qdmail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {
    @ParameterizedTest
    @CsvSource({
        "[192.0.2.1],[192.0.2.1]",
        "[0.0.0.0],[0.0.0.0]",
        "[255.255.255.255],[255.255.255.255]",
        "[IPv6:2001:db8::1],[IPv6:2001:db8::1]",
        "[ipv6:2001:DB8::AbC],[IPv6:2001:db8::abc]",
        "[IPv6:::],[IPv6:::]",
        "[IPv6:::1],[IPv6:::1]",
        "[IPv6:1::],[IPv6:1::]",
        "[IPv6:1:2:3:4:5:6:7:8],[IPv6:1:2:3:4:5:6:7:8]",
        "[IPv6:1:2:3:4:5:6:7::],[IPv6:1:2:3:4:5:6:7::]",
        "[IPv6:::ffff:192.0.2.1],[IPv6:::ffff:192.0.2.1]",
        "[IPv6:1:2:3:4:5:6:192.0.2.1],[IPv6:1:2:3:4:5:6:192.0.2.1]",
    })
    void readsLiterals(String literal, String wire) {
        EmailAddress address = EmailAddress.of("a@" + literal);

        assertThat(address.asciiDomain()).isEqualTo(wire);
        assertThat(address.domain()).isEqualTo(wire);
        assertThat(address.wire()).isEqualTo("a@" + wire);
        assertThat(address.mixesScripts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[]",
                "[192.0.2.1",
                "[192.0.2.1].jp",
                "[192.0.2]",
                "[192.0.2.1.5]",
                "[192.0.2.256]",
                "[192.0.2.0001]",
                "[192.0.2.]",
                "[192.0.2.-1]",
                "[192.0.2.a]",
                "[192.0.2.:]",
                "[2001:db8::1]",
                "[IPv6:]",
                "[IPv6:1]",
                "[IPv6:1:2:3:4:5:6:7]",
                "[IPv6:1:2:3:4:5:6:7:8:9]",
                "[IPv6:1:2:3:4:5:6:7:8::]",
                "[IPv6:::1:2:3:4:5:6:7:8]",
                "[IPv6:1:2:3:4:5:6:7:192.0.2.1]",
                "[IPv6:1::2::3]",
                "[IPv6::1]",
                "[IPv6:1:]",
                "[IPv6:12345::]",
                "[IPv6:g::]",
                "[IPv6:192.0.2.1::]",
                "[IPv6:192.0.2.1:1:2:3:4:5:6]",
                "[IPv6:fe80::1%eth0]",
                "[x-tag:abc]",
                "[192.0.2.1] ",
                "[192.0.2.1]]",
            })
    void refusesOtherBrackets(String literal) {
        assertThatThrownBy(() -> EmailAddress.of("a@" + literal))
                .hasMessage("MAIL-0210 the address literal is neither [192.0.2.1] nor [IPv6:2001:db8::1]"
                        + " (RFC 5321 section 4.1.3)");
    }
}
