package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.Outcome.ReceiptRequest;
import org.qdmail.envelope.Outcome.State;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.route.SendmailSettings.Dialect;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.SmtpReport;

/** What the program gets, and what its end means. */
class SendmailRouteTest {
    private static final String MAIL = "Subject: hello\r\n\r\n.\r\n..\r\n.x\r\nhello\r\n";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void qd65TheInputHasLfLineEndsAndItsDotsUnchanged() {
        FakeProgram program = FakeProgram.taking(folder);

        assertThat(deliver(program, to("bob@example.net")).state()).isEqualTo(State.ACCEPTED);

        assertThat(new String(program.input(), StandardCharsets.US_ASCII)).isEqualTo(MAIL.replace("\r", ""));
    }

    @Test
    void qd65ALargeMailOfBlocksArrivesWhole() {
        FakeProgram program = FakeProgram.taking(folder);
        String large = MAIL + "x".repeat(70).concat("\r\n").repeat(50_000);

        assertThat(deliver(program, to("bob@example.net"), large).state()).isEqualTo(State.ACCEPTED);

        assertThat(new String(program.input(), StandardCharsets.US_ASCII)).isEqualTo(large.replace("\r", ""));
    }

    @Test
    void qd66TheReturnPathIsAnArgument() {
        FakeProgram program = FakeProgram.taking(folder);

        deliver(program, Envelope.plain(EmailAddress.of("r@x.example"), List.of(EmailAddress.of("bob@example.net"))));

        assertThat(program.runs()).containsExactly(List.of("-i", "-f", "r@x.example", "--", "bob@example.net"));
    }

    @Test
    void qd66TheNullReturnPathIsTwoBrackets() {
        FakeProgram program = FakeProgram.taking(folder);

        deliver(program, Envelope.plain(EmailAddress.NONE, List.of(EmailAddress.of("bob@example.net"))));

        assertThat(program.runs()).containsExactly(List.of("-i", "-f", "<>", "--", "bob@example.net"));
    }

    @Test
    void qd67EachGroupOfEqualWishesIsARun() {
        FakeProgram program = FakeProgram.taking(folder);

        SmtpReport report = report(
                program,
                asking("b@x.example", NotifyOn.of(Notify.SUCCESS, Notify.FAILURE))
                        .and("c@x.example", NotifyOn.of(Notify.NEVER))
                        .and("d@x.example", NotifyOn.of(Notify.FAILURE, Notify.SUCCESS))
                        .and("e@x.example", NotifyOn.DEFAULT)
                        .envelope(),
                Dialect.POSTFIX,
                UnsupportedReceipt.FAIL);

        assertThat(program.runs())
                .containsExactly(
                        run("-Nsuccess,failure", "-Rhdrs", "-Va+b c", "b@x.example", "d@x.example"),
                        run("-Nnever", "-Rhdrs", "-Va+b c", "c@x.example"),
                        run("-Rhdrs", "-Va+b c", "e@x.example"));
        assertThat(report.outcomes())
                .extracting(Outcome::receipt)
                .containsExactly(
                        ReceiptRequest.REQUESTED,
                        ReceiptRequest.NOT_ASKED,
                        ReceiptRequest.REQUESTED,
                        ReceiptRequest.NOT_ASKED);
        assertThat(report.warnings()).isEmpty();
    }

    private static List<String> run(String... optionsAndRecipients) {
        List<String> all = new ArrayList<>(List.of(optionsAndRecipients));
        int recipients =
                (int) all.stream().filter(argument -> argument.startsWith("-")).count();
        all.addAll(recipients, List.of("-i", "-f", "shop@example.com", "--"));
        return all;
    }

    @Test
    void qd67SendmailItselfGetsTheEnvelopeIdInXtext() {
        FakeProgram program = FakeProgram.taking(folder);

        report(program, success().envelope(), Dialect.SENDMAIL, UnsupportedReceipt.WARN);

        assertThat(program.runs()).containsExactly(run("-Nsuccess", "-Rhdrs", "-Va+2Bb+20c", "bob@example.net"));
    }

    @Test
    void qd67MsmtpGetsNoEnvelopeIdAndTheResultSaysSo() {
        FakeProgram program = FakeProgram.taking(folder);

        SmtpReport report = report(program, success().envelope(), Dialect.MSMTP, UnsupportedReceipt.WARN);

        assertThat(program.runs()).containsExactly(run("-Nsuccess", "-Rhdrs", "bob@example.net"));
        assertThat(report.outcomes()).extracting(Outcome::receipt).containsExactly(ReceiptRequest.REQUESTED);
        assertThat(report.warnings()).singleElement().asString().contains("envelope id");
    }

    @Test
    void qd67EximGetsNoOptionForReportsAndTheResultSaysSo() {
        FakeProgram program = FakeProgram.taking(folder);

        SmtpReport report = report(
                program,
                success().and("c@x.example", NotifyOn.of(Notify.NEVER)).envelope(),
                Dialect.EXIM,
                UnsupportedReceipt.WARN);

        assertThat(program.runs())
                .containsExactly(
                        List.of("-i", "-oep", "-f", "shop@example.com", "--", "bob@example.net", "c@x.example"));
        assertThat(report.outcomes())
                .extracting(Outcome::receipt)
                .containsExactly(ReceiptRequest.UNSUPPORTED, ReceiptRequest.NOT_ASKED);
        assertThat(report.warnings()).singleElement().asString().contains("no option for DSN");
    }

    @Test
    void qd67EximIsNotStartedWhereReceiptsAreDemanded() {
        FakeProgram program = FakeProgram.taking(folder);

        Outcome outcome = report(program, success().envelope(), Dialect.EXIM, UnsupportedReceipt.FAIL)
                .outcomes()
                .get(0);

        assertThat(program.runs()).isEmpty();
        assertThat(outcome.state()).isEqualTo(State.NOT_ATTEMPTED);
        assertThat(outcome.number()).contains("MAIL-0501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x@ezweb.ne.jp",
                "-X/tmp/x@x.jp",
                "-C/tmp/x@x.jp",
                "-OQueueDirectory=/tmp@x.jp",
                "\"-X /t\"@x.jp",
                "\"\\-x\"@x.jp"
            })
    void qd68NoProgramStartsForARecipientThatLooksLikeAnOption(String recipient) {
        FakeProgram program = FakeProgram.taking(folder);

        Outcome outcome = deliver(program, to(recipient));

        assertThat(program.runs()).isEmpty();
        assertThat(outcome.state()).isEqualTo(State.NOT_ATTEMPTED);
        assertThat(outcome.number()).contains("MAIL-0210");
        assertThat(outcome.isRetryable()).isFalse();
    }

    @Test
    void qd68TheOthersGetTheMail() {
        FakeProgram program = FakeProgram.taking(folder);

        SmtpReport report =
                report(program, to("-x@ezweb.ne.jp", "bob@example.net"), Dialect.POSTFIX, UnsupportedReceipt.WARN);

        assertThat(program.runs()).containsExactly(run("bob@example.net"));
        assertThat(report.outcomes()).extracting(Outcome::state).containsExactly(State.NOT_ATTEMPTED, State.ACCEPTED);
    }

    @Test
    void qd68NorForAReturnPathThatDoes() {
        FakeProgram program = FakeProgram.taking(folder);

        Outcome outcome = deliver(
                program, Envelope.plain(EmailAddress.of("-x@x.jp"), List.of(EmailAddress.of("bob@example.net"))));

        assertThat(program.runs()).isEmpty();
        assertThat(outcome.number()).contains("MAIL-0210");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a&touch@example.com", "\"a;touch x\"@example.com", "$HOME@example.com", "`id`@example.com"})
    void qd98NoShellReadsARecipient(String recipient) {
        FakeProgram program = FakeProgram.taking(folder);

        deliver(program, to(recipient));

        assertThat(program.runs()).containsExactly(run(recipient));
    }

    @ParameterizedTest
    @CsvSource({
        "0, ACCEPTED, false",
        "1, REFUSED, false",
        "64, REFUSED, false",
        "65, REFUSED, false",
        "67, REFUSED, false",
        "69, REFUSED, false",
        "70, REFUSED, false",
        "71, DEFERRED, true",
        "72, REFUSED, false",
        "74, DEFERRED, true",
        "75, DEFERRED, true",
        "77, REFUSED, false",
        "78, REFUSED, false",
        "127, REFUSED, false",
        "128, REFUSED, false",
        "255, REFUSED, false"
    })
    void qd69TheExitCodeDecides(int code, State state, boolean isRetryable) {
        FakeProgram program = new FakeProgram(folder, "cat > input; echo hello; echo there >&2; exit " + code);

        Outcome outcome = deliver(program, to("bob@example.net"));

        assertThat(outcome.state()).isEqualTo(state);
        assertThat(outcome.isRetryable()).isEqualTo(isRetryable);
        assertThat(outcome.host()).contains("sendmail");
        if (code == 0) {
            assertThat(outcome.fault()).isEmpty();
        } else {
            assertThat(outcome.number()).contains("MAIL-0705");
            assertThat(outcome.fault().orElseThrow().text()).endsWith("ended with code " + code + ": hellothere");
        }
    }

    @Test
    void qd69WhatTheProgramSaysIsCutAndWithoutControls() {
        FakeProgram program = new FakeProgram(folder, "cat > input; printf '\\033[31mno\\r\\nEvil: x%0999d'; exit 65");

        String text =
                deliver(program, to("bob@example.net")).fault().orElseThrow().text();

        assertThat(text).contains("[31mnoEvil: x000").hasSizeLessThan(400).doesNotContain("\r", "\n", "\033");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes hello | head -c 3000000; cat > input", "cat > input; yes hello | head -c 3000000"})
    void n4AFloodOfOutputStopsNothing(String script) {
        FakeProgram program = new FakeProgram(folder, script);
        String large = MAIL + "x".repeat(70).concat("\r\n").repeat(20_000);

        assertThat(deliver(program, to("bob@example.net"), large).state()).isEqualTo(State.ACCEPTED);

        assertThat(program.input()).hasSize(large.replace("\r", "").length());
    }

    @Test
    void n4AProgramThatIsMissingIsNotAttempted() {
        try (Route route = SendmailRoute.open(settings(folder.resolve("gone"), Dialect.POSTFIX, LONG))) {
            Outcome outcome =
                    deliver(route, to("bob@example.net"), MAIL).outcomes().get(0);

            assertThat(outcome.state()).isEqualTo(State.NOT_ATTEMPTED);
            assertThat(outcome.number()).contains("MAIL-0705");
            assertThat(outcome.isRetryable()).isTrue();
            assertThat(outcome.fault().orElseThrow().text()).contains("No such file or directory");
            assertThatThrownBy(route::probe).isInstanceOf(DeliveryFailed.class).hasMessageStartingWith("MAIL-0705");
        }
    }

    @Test
    void theProbeLooksAtTheProgramAndStartsNothing() {
        FakeProgram program = FakeProgram.taking(folder);
        try (Route route = SendmailRoute.open(settings(program.command(), Dialect.POSTFIX, LONG))) {
            assertThat(route.probe().offersReceipts()).isTrue();
            assertThat(route.use()).isEqualTo(new PoolUse(0, 0, 0, 0));
        }
        try (Route route = SendmailRoute.open(settings(program.command(), Dialect.EXIM, LONG))) {
            assertThat(route.probe().offersReceipts()).isFalse();
        }
        assertThat(program.runs()).isEmpty();
    }

    @Test
    void theProgramSeesNothingOfOurEnvironmentButPathAndLocale() {
        FakeProgram program = new FakeProgram(folder, "cat > input; tr '\\0' '\\n' < /proc/$$/environ > environment");

        assertThat(deliver(program, to("bob@example.net")).state()).isEqualTo(State.ACCEPTED);

        assertThat(program.read("environment").lines().map(line -> line.substring(0, line.indexOf('='))))
                .contains("PATH")
                .isSubsetOf("PATH", "LANG", "LC_ALL", "LC_CTYPE");
    }

    @Test
    void manyRecipientsBecomeSeveralRuns() {
        FakeProgram program = FakeProgram.taking(folder);
        List<String> recipients = new ArrayList<>();
        for (int number = 0; number < 1000; number++) {
            recipients.add("recipient%04d-%s@example.net".formatted(number, "x".repeat(40)));
        }

        SmtpReport report =
                report(program, to(recipients.toArray(String[]::new)), Dialect.POSTFIX, UnsupportedReceipt.WARN);

        assertThat(report.outcomes()).extracting(Outcome::state).containsOnly(State.ACCEPTED);
        assertThat(program.runs()).hasSizeBetween(2, 3);
        assertThat(program.runs().stream().flatMap(run -> run.stream().skip(4))).containsExactlyElementsOf(recipients);
    }

    @Test
    void nobodyBecomesAnotherWhereArgumentsAreNotUtf8() {
        FakeProgram program = FakeProgram.taking(folder);
        try (Route route = SendmailRoute.open(settings(program.command(), Dialect.POSTFIX, LONG), "ANSI_X3.4-1968")) {
            Outcome outcome =
                    deliver(route, to("šdmin@example.com"), MAIL).outcomes().get(0);

            assertThat(program.runs()).isEmpty();
            assertThat(outcome.number()).contains("MAIL-0612");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void octetsAbove127AreAnnounced(Dialect dialect) {
        FakeProgram program = FakeProgram.taking(folder);
        try (Route route = SendmailRoute.open(settings(program.command(), dialect, LONG))) {
            deliver(route, to("bob@example.net"), "Subject: a\r\n\r\n\u00fc\r\n");
        }
        assertThat(program.runs().get(0)).startsWith("-B8BITMIME", "-i");
    }

    private Outcome deliver(FakeProgram program, Envelope envelope) {
        return deliver(program, envelope, MAIL);
    }

    private Outcome deliver(FakeProgram program, Envelope envelope, String mail) {
        try (Route route = SendmailRoute.open(settings(program.command(), Dialect.POSTFIX, LONG))) {
            return deliver(route, envelope, mail).outcomes().get(0);
        }
    }

    private SmtpReport report(FakeProgram program, Envelope envelope, Dialect dialect, UnsupportedReceipt unsupported) {
        SendmailSettings settings = new SendmailSettings(program.command(), dialect, LONG, LONG, unsupported);
        try (Route route = SendmailRoute.open(settings)) {
            return deliver(route, envelope, MAIL);
        }
    }

    private static SmtpReport deliver(Route route, Envelope envelope, String mail) {
        return Internet.report(route, envelope, Mails.frozen(mail));
    }

    private static SendmailSettings settings(Path command, Dialect dialect, Duration timeout) {
        return new SendmailSettings(command, dialect, timeout, LONG, UnsupportedReceipt.WARN);
    }

    private static Envelope to(String... recipients) {
        List<EmailAddress> addresses =
                List.of(recipients).stream().map(EmailAddress::of).toList();
        return Envelope.plain(EmailAddress.of("shop@example.com"), addresses);
    }

    private static Asking success() {
        return asking("bob@example.net", NotifyOn.of(Notify.SUCCESS));
    }

    private static Asking asking(String recipient, NotifyOn reports) {
        return new Asking(List.of()).and(recipient, reports);
    }

    private record Asking(List<EnvelopeRecipient> recipients) {
        Asking and(String recipient, NotifyOn reports) {
            EmailAddress address = EmailAddress.of(recipient);
            List<EnvelopeRecipient> more = new ArrayList<>(recipients);
            more.add(new EnvelopeRecipient(address, RecipientOptions.reporting(reports, address)));
            return new Asking(more);
        }

        Envelope envelope() {
            return new Envelope(
                    EmailAddress.of("shop@example.com"),
                    recipients,
                    Optional.of(new EnvelopeId("a+b c")),
                    Optional.of(ReturnContent.HEADERS));
        }
    }
}
