package org.qdmail.bench;

/**
 * What one turn of a sender took.
 *
 * @param mails how many mails were accepted
 * @param nanos how long it took
 * @param cpuNanos the time of the processor, of all threads of the sender's process
 * @param octets allocated in heap; negative where nobody knows
 * @param roundTrips over the delay proxy; negative where there is none
 */
record Sample(long mails, long nanos, long cpuNanos, long octets, long roundTrips) {
    double perSecond() {
        return mails * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / mails;
    }

    double octetsPerMail() {
        return octets < 0 ? Double.NaN : (double) octets / mails;
    }

    double roundTripsPerMail() {
        return roundTrips < 0 ? Double.NaN : (double) roundTrips / mails;
    }

    Sample withRoundTrips(long count) {
        return new Sample(mails, nanos, cpuNanos, octets, count);
    }
}
