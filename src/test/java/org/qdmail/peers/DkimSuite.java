package org.qdmail.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.StandaloneMailService;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.Openssl;
import org.qdmail.signing.SignedShapes;

/** CMP-16 and CMP-17: DKIM signatures that went through Postfix and Dovecot, verified by Python's dkimpy and Perl's Mail::DKIM. */
class DkimSuite {
    private static final int LARGE = 2 << 20;
    /** Prints the result for each signature; the records stand in for DNS. It does not know Ed25519. */
    private static final String PERL =
            """
            use Mail::DKIM::Verifier;
            no warnings 'redefine';
            *Mail::DKIM::DNS::query_async = sub {
                my ($name, $type, %args) = @_;
                my ($selector) = $name =~ /^(.*)\\._domainkey/;
                open(my $file, '<', "$ENV{RECORDS}/$selector.txt") or die;
                my $record = <$file>;
                chomp $record;
                my @texts = $record =~ /(.{1,250})/g;
                my $answer = Net::DNS::RR->new(name => $name, type => 'TXT', txtdata => \\@texts);
                my $result = $args{Callbacks}{Success}->($answer);
                return sub { $result };
            };
            my $verifier = Mail::DKIM::Verifier->new();
            while (<STDIN>) { $verifier->PRINT($_) }
            $verifier->CLOSE;
            print join(' ', map { $_->result } $verifier->signatures), "\\n";
            """;

    @TempDir
    static Path directory;

    private static List<String> settings = new ArrayList<>();

    private static List<String> blocks(String language) throws IOException {
        Matcher blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/dkim.md")));
        return blocks.results().map(result -> result.group(1)).toList();
    }

    @BeforeAll
    static void keysOfTheManual() throws IOException {
        for (String command : blocks("sh")) {
            Openssl.Result result = new Openssl(directory).start("bash", "-ec", command);
            assertThat(result.code()).as(command + result.output()).isZero();
        }
        List<String> keys = new ArrayList<>(List.of("qdmail.smtp.tls", "none"));
        blocks("properties").get(0).lines().forEach(line -> {
            String[] pair = line.split("=", 2);
            boolean isFile = pair[0].endsWith("-file");
            keys.add(pair[0]);
            keys.add(isFile ? directory.resolve(pair[1]).toString() : pair[1]);
        });
        settings = List.copyOf(keys);
    }

    static Stream<Arguments> mails() {
        return SignedShapes.all(LARGE, "alice@example.com")
                .flatMap(shape -> Stream.of(Arguments.of(shape, false), Arguments.of(shape, true)));
    }

    @ParameterizedTest(name = "{0}, S/MIME {1}")
    @MethodSource("mails")
    void cmp17SignaturesHoldThroughTheServers(SignedShapes.Shape shape, boolean isSigned) throws Exception {
        MailMessage message =
                shape.start().build().edit().from("shop@example.com").build();
        byte[] mail = delivered(isSigned ? message.edit().signed().build() : message);

        assertThat(python(mail).output()).isEqualTo("True\nTrue\n");
        assertThat(perl(mail)).isEqualTo("pass invalid\n");
    }

    @Test
    void cmp16AnyChangeIsSeenByOthers() throws Exception {
        byte[] mail = delivered(MailMessage.to("alice@example.com")
                .subject("s")
                .text("Pay 100 to A.")
                .build());
        String text = new String(mail, ISO_8859_1);

        byte[] body = text.replace("100 to A", "900 to A").getBytes(ISO_8859_1);
        byte[] added = ("Subject: Win\r\n" + text).getBytes(ISO_8859_1);
        assertThat(python(body).output()).contains("body hash mismatch");
        assertThat(perl(body)).isEqualTo("fail invalid\n");
        assertThat(python(added).output()).isEqualTo("False\nFalse\n");
        assertThat(perl(added)).isEqualTo("fail invalid\n");
    }

    private static byte[] delivered(MailMessage message) throws Exception {
        List<String> keys = new ArrayList<>(settings);
        keys.addAll(
                List.of("qdmail.sign.certificate-file", "signer.pem", "qdmail.sign.private-key-file", "signer.key"));
        try (StandaloneMailService service = Lab.service(2525, keys.toArray(String[]::new))) {
            return Lab.fetch("alice", service.send(message).requireAllAccepted().messageId());
        }
    }

    /** The program of the manual. */
    private static Openssl.Result python(byte[] mail) throws IOException {
        Files.write(directory.resolve("mail.eml"), mail);
        return new Openssl(directory)
                .start("/usr/bin/python3", "-c", blocks("python").get(0));
    }

    private static String perl(byte[] mail) throws IOException {
        return Lab.run(mail, "env", "RECORDS=" + directory, "perl", "-e", PERL);
    }
}
