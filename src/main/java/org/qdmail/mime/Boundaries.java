package org.qdmail.mime;

import java.util.random.RandomGenerator;

/**
 * Makes the boundaries of multiparts. Each begins with {@code =_}, which neither quoted-printable nor base64 can
 * contain (RFC 2045 section 6.7, note 5), and goes on with 128 random bits; all have one length, so none is the
 * beginning of another. Safe on any thread if the random source is.
 */
public final class Boundaries {
    private static final String PREFIX = "=_";

    private final RandomGenerator random;

    public Boundaries(RandomGenerator random) {
        this.random = random;
    }

    /** A new boundary, without quotes; as a parameter it has to be quoted. */
    public String next() {
        return PREFIX + RandomText.next(random);
    }
}
