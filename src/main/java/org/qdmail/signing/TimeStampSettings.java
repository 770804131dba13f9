package org.qdmail.signing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Who puts time stamps on the signatures of an identity ({@code qdmail.sign.timestamp.*}).
 *
 * @param url where the authority is asked, over HTTP (RFC 3161 section 3.4)
 * @param timeout limit from the question to the end of the answer; positive
 * @param onFailure what happens when there is no good answer
 * @param trustFile the authority's certificate or the one above it, PEM; absolute
 */
public record TimeStampSettings(URI url, Duration timeout, OnFailure onFailure, Path trustFile) {
    public TimeStampSettings {
        if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("not positive: " + timeout);
        if (!trustFile.isAbsolute()) throw new IllegalArgumentException("not absolute: " + trustFile);
    }

    /** What happens to a mail whose signature gets no time stamp ({@code qdmail.sign.timestamp.on-failure}). */
    public enum OnFailure {
        /** It is not sent (MAIL-0413). */
        FAIL,
        /** It is sent without, with a warning in its result. */
        WARN
    }
}
