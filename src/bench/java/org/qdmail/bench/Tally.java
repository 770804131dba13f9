package org.qdmail.bench;

/**
 * What a sink has taken.
 *
 * @param mails how many
 * @param octets of all of them, dots unstuffed
 * @param digests the sum of their digests
 */
record Tally(long mails, long octets, long digests) {
    static Tally parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Tally(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** The same mail so often. */
    Tally times(long count) {
        return new Tally(mails * count, octets * count, digests * count);
    }

    @Override
    public String toString() {
        return mails + " " + octets + " " + digests;
    }
}
