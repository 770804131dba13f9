// SPDX-License-Identifier: Apache-2.0
package org.qdmail.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3461 section 4. */
class XtextTest {
    @ParameterizedTest
    @CsvSource({"a+b=c, a+2Bb+3Dc", "Order #42 / A=1, Order+20#42+20/+20A+3D1", "plain, plain"})
    void textComesBack(String text, String xtext) {
        assertThat(Xtext.encode(text)).isEqualTo(xtext);
        assertThat(Xtext.decode(xtext)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"a+2bb", "a+", "a+2", "a+G0", "++2B"})
    void whatIsNoEncodingStandsForItself(String peer) {
        assertThat(Xtext.decode(peer)).isEqualTo(peer.replace("+2B", "+"));
    }
}
