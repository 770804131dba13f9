package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;

class LoginExchangeTest {
    private static final Secret PASSWORD = Secret.of("tanstaaftanstaaf");
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_FIRST =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    @Test
    void auth1Plain() {
        assertThat(initial(SimpleExchanges.plain("tim", PASSWORD))).isEqualTo("AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
    }

    @Test
    void auth2LoginAnswersUserThenPassword() throws Exception {
        LoginExchange login = SimpleExchanges.login("tim", PASSWORD);

        assertThat(login.initialResponse()).isEmpty();
        assertThat(text(login.respond(decoded("VXNlcm5hbWU6")))).isEqualTo("tim");
        assertThat(text(login.respond(decoded("UGFzc3dvcmQ6")))).isEqualTo("tanstaaftanstaaf");
        assertThatThrownBy(() -> login.respond(new byte[0])).isInstanceOf(LoginExchange.Refusal.class);
    }

    @Test
    void auth3CramMd5() throws Exception {
        LoginExchange cram = SimpleExchanges.cramMd5("tim", PASSWORD);
        byte[] challenge = octets("<1896.697170952@postoffice.reston.mci.net>");

        assertThat(base64(cram.respond(challenge))).isEqualTo("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    void auth4ScramBegins() {
        assertThat(initial(scram("user"))).isEqualTo("biwsbj11c2VyLHI9ck9wck5HZndFYmVSV2diTkVrcU8=");
    }

    @Test
    void auth5ScramProvesThePassword() throws Exception {
        LoginExchange scram = begun("user");

        assertThat(text(scram.respond(octets(SERVER_FIRST))))
                .endsWith(",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    }

    @Test
    void auth5ScramBelievesTheServersSignature() throws Exception {
        LoginExchange scram = begun("user");
        scram.respond(octets(SERVER_FIRST));

        assertThat(scram.mayEnd()).isFalse();
        assertThat(scram.respond(octets("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isEmpty();
        assertThat(scram.mayEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r=xOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001",
                "e=other-error",
                "",
                "nonsense"
            })
    void auth6ScramRefusesTheServersFirstMessage(String message) {
        LoginExchange scram = begun("user");

        assertThatThrownBy(() -> scram.respond(octets(message))).isInstanceOf(LoginExchange.Refusal.class);
        assertThat(scram.mayEnd()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "e=invalid-proof", ""})
    void auth6ScramRefusesTheServersLastMessage(String message) throws Exception {
        LoginExchange scram = begun("user");
        scram.respond(octets(SERVER_FIRST));

        assertThatThrownBy(() -> scram.respond(octets(message))).isInstanceOf(LoginExchange.Refusal.class);
        assertThat(scram.mayEnd()).isFalse();
    }

    @Test
    void auth7ScramEscapesCommaAndEqualsSign() {
        assertThat(decodedInitial(scram("a,b=c"))).isEqualTo("n,,n=a=2Cb=3Dc,r=" + NONCE);
    }

    @ParameterizedTest
    @CsvSource({"I\u00adX, IX", "\u00aa, a", "\u2168, IX"})
    void auth8ScramPreparesTheUser(String user, String prepared) {
        assertThat(decodedInitial(scram(user))).isEqualTo("n,,n=" + prepared + ",r=" + NONCE);
    }

    @Test
    void auth9OauthBearer() {
        LoginExchange bearer = SimpleExchanges.oauthBearer(
                "user@example.com", Secret.of("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="), "server.example.com", 587);

        assertThat(initial(bearer))
                .isEqualTo("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVy"
                        + "IHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
    }

    @Test
    void auth10Xoauth2() {
        LoginExchange xoauth2 = SimpleExchanges.xoauth2(
                "someuser@example.com", Secret.of("ya29.vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg"));

        assertThat(initial(xoauth2))
                .isEqualTo("dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhi"
                        + "SFJoZG1semRHRXVZMjl0Q2cBAQ==");
    }

    @Test
    void auth13AnswersAnErrorChallenge() throws Exception {
        LoginExchange bearer = SimpleExchanges.oauthBearer("u", Secret.of("t"), "h", 587);
        LoginExchange xoauth2 = SimpleExchanges.xoauth2("u", Secret.of("t"));

        assertThat(base64(bearer.respond(octets("{\"status\":\"invalid_token\"}"))))
                .isEqualTo("AQ==");
        assertThat(xoauth2.respond(octets("{\"status\":\"400\"}"))).isEmpty();
        assertThat(bearer.mayEnd()).isFalse();
    }

    private static LoginExchange scram(String user) {
        return new ScramExchange(user, Secret.of("pencil"), () -> NONCE);
    }

    private static LoginExchange begun(String user) {
        LoginExchange scram = scram(user);
        assertThat(scram.initialResponse()).isPresent();
        return scram;
    }

    private static String initial(LoginExchange exchange) {
        return base64(exchange.initialResponse().orElseThrow());
    }

    private static String decodedInitial(LoginExchange exchange) {
        return text(exchange.initialResponse().orElseThrow());
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
