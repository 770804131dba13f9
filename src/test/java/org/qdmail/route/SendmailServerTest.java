package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.failure.Phase;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;

/** A program that speaks SMTP on its standard input ({@code qdmail.route.sendmail.mode=smtp}). */
class SendmailServerTest {
    private static final String MAIL = "Subject: hello\r\n\r\n.\r\n..\r\nhello\r\n";
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A small SMTP server in shell: refuses who begins with "no", notes commands and content. */
    private static final String SERVER =
            """
            echo $$ > pid
            reply() { printf '%s\\r\\n' "$1"; }
            reply '220 fake ESMTP'
            while IFS= read -r line; do
                echo "$line" | tr -d '\\r' >> commands
                case $line in
                    EHLO*) reply 250-fake; reply 250-PIPELINING; reply '250 DSN' ;;
                    'RCPT TO:<no'*) reply '550 5.1.1 no such user' ;;
                    DATA*)
                        reply '354 go on'
                        while IFS= read -r text; do
                            case $text in .?) break ;; esac
                            printf '%s\\n' "$text" >> content
                        done
                        AFTER
                        reply '250 2.0.0 queued' ;;
                    QUIT*) reply '221 bye'; exit 0 ;;
                    *) reply '250 ok' ;;
                esac
            done
            """;

    @TempDir
    Path folder;

    private FakeProgram server(String afterContent) {
        return new FakeProgram(folder, SERVER.replace("AFTER", afterContent));
    }

    @Test
    void eachRecipientHasItsOwnAnswer() {
        FakeProgram program = server(":");
        try (Route route = route(program, LONG)) {
            SmtpReport report = deliver(route, Mails.to("bob@example.net", "nobody@example.net", "-x@example.net"));

            assertThat(report.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.REFUSED, Outcome.State.ACCEPTED);
            assertThat(report.outcomes()).allSatisfy(outcome -> {
                assertThat(outcome.way()).contains(Outcome.Way.SENDMAIL);
                assertThat(outcome.host()).contains("sendmail");
            });
            assertThat(report.outcomes().get(1).reply().orElseThrow().toString())
                    .contains("5.1.1 no such user");
        }
        assertThat(program.runs()).containsExactly(List.of("-bs"));
        assertThat(program.read("commands").lines())
                .contains("RCPT TO:<-x@example.net>", "QUIT")
                .anyMatch(line -> line.startsWith("MAIL FROM:<shop@example.com>"));
        assertThat(program.read("content")).isEqualTo("Subject: hello\r\n\r\n..\r\n...\r\nhello\r\n");
        program.awaitEnd("pid");
    }

    @Test
    void eachRecipientHasItsOwnWishForReports() {
        FakeProgram program = server(":");
        Envelope envelope = new Envelope(
                EmailAddress.of("shop@example.com"),
                List.of(
                        asking("a@example.net", NotifyOn.of(Notify.SUCCESS)),
                        asking("b@example.net", NotifyOn.of(Notify.FAILURE))),
                Optional.empty(),
                Optional.empty());
        try (Route route = route(program, LONG)) {
            assertThat(deliver(route, envelope).outcomes())
                    .extracting(Outcome::receipt)
                    .containsOnly(Outcome.ReceiptRequest.REQUESTED);
        }
        assertThat(program.runs()).hasSize(1);
        assertThat(program.read("commands"))
                .contains("RCPT TO:<a@example.net> NOTIFY=SUCCESS", "RCPT TO:<b@example.net> NOTIFY=FAILURE");
    }

    @Test
    void programServesFurtherMails() {
        FakeProgram program = server(":");
        try (Route route = route(program, LONG)) {
            for (int mail = 0; mail < 3; mail++) {
                assertThat(outcome(deliver(route, Mails.to("bob@example.net")))).isEqualTo("ACCEPTED");
            }
            assertThat(route.probe().host()).isEqualTo("sendmail");
        }
        assertThat(program.runs()).hasSize(2); // the probe has one of its own
    }

    @ParameterizedTest
    @CsvSource({"POSTFIX, 1", "SENDMAIL, 1", "EXIM, 2"})
    void programThatWouldOnlyQueueTheEleventhMailIsFollowedByAnother(SendmailSettings.Dialect dialect, int programs) {
        FakeProgram program = server(":");
        try (Route route = route(program, dialect, LONG)) {
            for (int mail = 0; mail < 11; mail++) {
                assertThat(outcome(deliver(route, Mails.to("bob@example.net")))).isEqualTo("ACCEPTED");
            }
        }
        assertThat(program.runs()).hasSize(programs);
    }

    @Test
    void n4ProgramThatDiesBeforeTheEndHasNoMail() {
        FakeProgram program = new FakeProgram(
                folder,
                SERVER.replace("while IFS= read -r text", "kill -9 $$\nwhile IFS= read -r text")
                        .replace("AFTER", ":"));
        try (Route route = route(program, LONG)) {
            assertThat(outcome(deliver(route, Mails.to("bob@example.net"), large())))
                    .isEqualTo("DEFERRED MAIL-0614");
        }
    }

    @Test
    void n4ProgramThatDiesAfterTheEndMayHaveIt() {
        FakeProgram program = server("kill -9 $$");
        try (Route route = route(program, LONG)) {
            assertThat(outcome(deliver(route, Mails.to("bob@example.net")))).isEqualTo("UNKNOWN MAIL-0618");
        }
    }

    @Test
    void n4ProgramThatCannotBeStartedIsNotAttempted() {
        FakeProgram program = server(":");
        assertThat(program.command().toFile().delete()).isTrue();
        try (Route route = route(program, LONG)) {
            Outcome outcome =
                    deliver(route, Mails.to("bob@example.net")).outcomes().get(0);

            assertThat(outcome.number()).contains("MAIL-0705");
            assertThat(outcome.state()).isEqualTo(Outcome.State.NOT_ATTEMPTED);
            assertThat(outcome.phase()).contains(Phase.CONNECT);
            assertThat(outcome.isRetryable()).isTrue();
        }
    }

    /** Its child has the same output, so it has to go as well for the reader to notice. */
    @Test
    void n4ProgramThatSaysNothingIsKilledWithItsChildren() {
        FakeProgram program = new FakeProgram(folder, "echo $$ > pid\nsleep 1000 &\necho $! > child\nwait\n");
        try (Route route = route(program, Duration.ofMillis(500))) {
            assertThat(outcome(deliver(route, Mails.to("bob@example.net")))).isEqualTo("NOT_ATTEMPTED MAIL-0609");
            program.awaitEnd("pid");
            program.awaitEnd("child");
        }
    }

    @Test
    void n4ProgramThatDoesNotReadIsKilled() {
        FakeProgram program = new FakeProgram(
                folder,
                SERVER.replace("while IFS= read -r text", "exec sleep 1000\nwhile IFS= read -r text")
                        .replace("AFTER", ":"));
        try (Route route = route(program, Duration.ofMillis(500))) {
            assertThat(outcome(deliver(route, Mails.to("bob@example.net"), large())))
                    .isEqualTo("DEFERRED MAIL-0609");
            program.awaitEnd("pid");
        }
    }

    @Test
    void n4ProgramThatIsSilentAfterTheEndIsGivenTimeThenKilled() {
        FakeProgram program = server("exec sleep 1000");
        try (Route route = route(program, Duration.ofMillis(500))) {
            assertThat(outcome(deliver(route, Mails.to("bob@example.net")))).isEqualTo("UNKNOWN MAIL-0618");
            program.awaitEnd("pid");
        }
    }

    @Test
    void w4InterruptKills() throws Exception {
        FakeProgram program = new FakeProgram(folder, "echo $$ > pid\nexec sleep 1000\n");
        try (Route route = route(program, LONG)) {
            assertThat(interruptedAfter(program, "pid", route)).isEqualTo("NOT_ATTEMPTED MAIL-0617");
            program.awaitEnd("pid");
        }
    }

    /** The program has its time to end by itself, but nobody waits for it. */
    @Test
    void w4InterruptAfterTheEndLeavesTheProgram() throws Exception {
        FakeProgram program = server("echo taken > taken\nexec sleep 1000");
        try (Route route = route(program, LONG)) {
            assertThat(interruptedAfter(program, "taken", route)).isEqualTo("UNKNOWN MAIL-0618");
            ProcessHandle process = ProcessHandle.of(
                            Long.parseLong(program.read("pid").strip()))
                    .orElseThrow();
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly();
        }
    }

    /** What a sender is told that is interrupted when the program has written this file. */
    private String interruptedAfter(FakeProgram program, String file, Route route) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread sender = new Thread(() -> result.complete(outcome(deliver(route, Mails.to("bob@example.net")))));
        sender.start();
        program.await(file);
        sender.interrupt();
        return result.get(20, TimeUnit.SECONDS);
    }

    private static String outcome(SmtpReport report) {
        Outcome outcome = report.outcomes().get(0);
        return outcome.state() + outcome.number().map(number -> " " + number).orElse("");
    }

    private static EnvelopeRecipient asking(String address, NotifyOn reports) {
        EmailAddress recipient = EmailAddress.of(address);
        return new EnvelopeRecipient(recipient, RecipientOptions.reporting(reports, recipient));
    }

    /** More than pipes hold. */
    private static String large() {
        return "Subject: large\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(20_000);
    }

    private static SmtpReport deliver(Route route, Envelope envelope) {
        return deliver(route, envelope, MAIL);
    }

    private static SmtpReport deliver(Route route, Envelope envelope, String mail) {
        return Internet.report(route, envelope, Mails.frozen(mail));
    }

    private static Route route(FakeProgram program, Duration limit) {
        return route(program, SendmailSettings.Dialect.POSTFIX, limit);
    }

    private static Route route(FakeProgram program, SendmailSettings.Dialect dialect, Duration limit) {
        SmtpSettings smtp = SmtpSettings.loopback(25)
                .withClientName("client.example.com")
                .withTimeouts(new SmtpTimeouts(limit, limit, limit, LONG));
        return SendmailServer.open(program.asServer(dialect, smtp));
    }
}
