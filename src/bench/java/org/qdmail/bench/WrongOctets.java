package org.qdmail.bench;

/** Something else arrived than was sent; the figures are worth nothing. */
final class WrongOctets extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrongOctets(String text) {
        super(text);
    }

    static void check(String what, Tally sent, Tally arrived) {
        if (!sent.equals(arrived)) {
            throw new WrongOctets(what + ": sent " + sent + ", arrived " + arrived + " (mails, octets, digests)");
        }
    }
}
