package org.qdmail.pipeline;

import java.io.IOException;
import java.io.InputStream;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.octets.FrozenMail;
import org.qdmail.signing.SignatureReading;
import org.qdmail.signing.SignatureReport;
import org.qdmail.signing.SignatureReport.Coverage;
import org.qdmail.signing.SignatureReport.State;

/** Verifies the signature on the frozen octets as a receiver would, before they leave (SM-22). */
final class SelfCheck {
    private SelfCheck() {}

    /**
     * Reads the mail once more.
     *
     * @throws SigningFailed unless the whole body is signed and intact (MAIL-0409)
     */
    static void verify(String identity, FrozenMail mail) {
        verify(identity, mail.newInputStream());
    }

    /** The same for octets that are not frozen. */
    static void verify(String identity, InputStream octets) {
        SignatureReport report = report(octets);
        if (report.state() == State.INTACT && report.coverage() == Coverage.WHOLE) return;
        String reason = report.reason().isEmpty()
                ? "state " + report.state() + ", coverage " + report.coverage()
                : report.reason();
        throw new SigningFailed(SigningFaults.selfCheckFailed(identity, reason));
    }

    private static SignatureReport report(InputStream mail) {
        try (mail) {
            return SignatureReading.of(mail);
        } catch (IOException impossible) {
            throw new AssertionError("octets of ours throw their own exceptions", impossible);
        }
    }
}
