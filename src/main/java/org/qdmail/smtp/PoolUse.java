package org.qdmail.smtp;

/**
 * The connections to relays at one moment.
 *
 * @param used those that carry a mail, are being opened or look at the relay
 * @param idle those that are kept for the next mail
 * @param most how many may be in use at once
 * @param suspectedAttacks how often something looked like an attack on the way to the relay, since the start
 */
public record PoolUse(int used, int idle, int most, long suspectedAttacks) {
    /** Both together, of relays that one mailer has. */
    public PoolUse plus(PoolUse other) {
        return new PoolUse(
                used + other.used, idle + other.idle, most + other.most, suspectedAttacks + other.suspectedAttacks);
    }
}
