package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.mailbox.ReceivedMail;
import org.qdmail.message.MailMessage;

/** Recipients whose mail programs cannot take a signature: who gets which copy, and what the result says of it. */
class SkipDomainsTest {
    private static final String CARRIER = "taro@carrier.example.jp";

    @TempDir
    Path directory;

    private OnTheWire wire() {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
        return new OnTheWire(
                "qdmail.path.certificates",
                directory.toString(),
                "qdmail.sign.certificate-file",
                "shop-cert.pem",
                "qdmail.sign.private-key-file",
                "shop-private.pem",
                "qdmail.sign.skip-domains",
                "carrier.example.jp");
    }

    private static MailMessage.Builder message(String... to) {
        return MailMessage.to(to).subject("s").text("t");
    }

    @Test
    void resultSaysWhoGotTheUnsignedCopy() {
        try (OnTheWire wire = wire()) {
            SendResult result =
                    wire.mail.send(message("bob@example.net", CARRIER).signed().build());

            assertThat(result.unsigned()).containsExactly(EmailAddress.of(CARRIER));
            List<ReceivedMail> mails = wire.mailbox.await(2);
            for (ReceivedMail mail : mails) {
                boolean isSigned = OnTheWire.text(mail).contains("multipart/signed");
                assertThat(mail.recipients()).containsExactly(isSigned ? "bob@example.net" : CARRIER);
            }
            assertThat(mails)
                    .extracting(mail -> OnTheWire.fields(mail, "Message-ID"))
                    .containsOnly(OnTheWire.fields(mails.get(0), "Message-ID"));
        }
    }

    @Test
    void resultNamesNobodyWhereNoSignatureWasWished() {
        try (OnTheWire wire = wire()) {
            assertThat(wire.mail.send(message(CARRIER).build()).unsigned()).isEmpty();
            assertThat(wire.mail
                            .send(message("bob@example.net").signed().build())
                            .unsigned())
                    .isEmpty();
            assertThat(wire.mail.send(message(CARRIER).signed().build()).unsigned())
                    .containsExactly(EmailAddress.of(CARRIER));
        }
    }
}
