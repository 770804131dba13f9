package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;
import org.qdmail.route.FakeProgram;
import org.qdmail.signing.DemoIdentity;
import org.qdmail.signing.Openssl;

/** Mails of the service through a program, by {@code qdmail.transport=sendmail}. */
class SendmailTest {
    @TempDir
    Path folder;

    @Test
    void qd20TheOctetsOfASignedMailAreThoseThatWereRendered() throws IOException {
        assertThat(DemoIdentity.write(folder, EmailAddress.of("shop@example.com"), Clock.systemUTC()))
                .isTrue();
        FakeProgram program = FakeProgram.taking(folder);
        MailMessage message = MailMessage.to("bob@example.net")
                .subject("Order")
                .text(".\n..\n.x\nThank you.\n")
                .attach("data.csv", "a;b\r\n.\r\n".getBytes(StandardCharsets.US_ASCII), "text/csv")
                .signed()
                .build();
        try (StandaloneMailService mail = service(program);
                RenderedMail rendered = mail.render(message)) {
            assertThat(mail.send(rendered).isAllAccepted()).isTrue();

            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            String input = new String(program.input(), StandardCharsets.ISO_8859_1);
            assertThat(input).doesNotContain("\r");
            assertThat(input.replace("\n", "\r\n")).isEqualTo(octets.toString(StandardCharsets.ISO_8859_1));
        }
        Openssl.Result result =
                new Openssl(folder).run("cms", "-verify", "-in", "input", "-CAfile", "cert.pem", "-out", "part.bin");
        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void qd67AReceiptBecomesOptions() {
        FakeProgram program = FakeProgram.taking(folder);
        try (StandaloneMailService mail = service(program)) {
            SendResult result = mail.send(MailMessage.to("bob@example.net")
                    .returnPath("r@example.com")
                    .subject("Order")
                    .text("Thank you.")
                    .receipt(ReceiptKind.DELIVERY)
                    .build());

            assertThat(result.outcomes())
                    .extracting(Outcome::receipt)
                    .containsExactly(Outcome.ReceiptRequest.REQUESTED);
            assertThat(result.outcomes().get(0).way()).contains(Outcome.Way.SENDMAIL);
        }
        List<String> arguments = program.runs().get(0);
        assertThat(arguments.subList(0, 2)).containsExactly("-Nsuccess,failure", "-Rhdrs");
        assertThat(arguments.get(2)).startsWith("-V");
        assertThat(arguments.subList(3, arguments.size()))
                .containsExactly("-i", "-f", "r@example.com", "--", "bob@example.net");
    }

    @Test
    void qd69ARefusalByTheProgramIsAnException() {
        FakeProgram program = new FakeProgram(folder, "cat > input; echo mailer not available; exit 69");
        try (StandaloneMailService mail = service(program)) {
            DeliveryFailed failure = catchThrowableOfType(
                    DeliveryFailed.class, () -> mail.send("bob@example.net", "Order", "Thank you."));

            assertThat(failure.number()).isEqualTo("MAIL-0705");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure).hasMessageContaining("ended with code 69: mailer not available");
        }
    }

    @Test
    void theProgramIsLookedAtWhenTheServiceStarts() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "no program");

        assertThatThrownBy(() -> open(folder.resolve("gone").toString()))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessageContaining("MAIL-1004 qdmail.route.sendmail.command")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> open(folder.toString()))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> open(file.toString()))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessageContaining("may not be executed");
        assertThatThrownBy(() -> open("sendmail"))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessageContaining("not an absolute file");
    }

    private static StandaloneMailService service(FakeProgram program) {
        return open(
                program.command().toString(),
                "qdmail.path.certificates",
                program.command().getParent().toString());
    }

    private static StandaloneMailService open(String command, String... more) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.transport",
                "sendmail",
                "qdmail.route.sendmail.command",
                command,
                "qdmail.defaults.from",
                "shop@example.com"));
        for (int at = 0; at < more.length; at += 2) keys.put(more[at], more[at + 1]);
        return MailService.open(keys);
    }
}
