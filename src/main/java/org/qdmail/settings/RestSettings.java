package org.qdmail.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;

/**
 * The service over HTTP.
 *
 * @param enabled whether it answers at all
 * @param authentication who knows the callers
 * @param development whether this is the profile dev or test
 * @param roles what a caller may do, by the roles of the server or the groups of a token
 * @param sender who sends when a request names nobody
 * @param everybody what a caller may do who is not named
 * @param callers what named callers may do, by the name of their principal
 * @param rateOfAll how many requests that may send, of all callers together
 * @param bcc whether messages may have recipients that no field names
 * @param maxBodyOctets the largest request
 * @param keys how idempotency keys are kept
 */
public record RestSettings(
        boolean enabled,
        Authentication authentication,
        boolean development,
        Roles roles,
        Optional<EmailAddress> sender,
        Caller everybody,
        Map<String, Caller> callers,
        Rate rateOfAll,
        boolean bcc,
        long maxBodyOctets,
        IdempotencyKeys keys) {
    public RestSettings {
        callers = Map.copyOf(callers);
        if (maxBodyOctets < 1) throw new IllegalArgumentException("largest body " + maxBodyOctets);
    }

    /** What counts for the caller whose principal has this name; empty for nobody in particular. */
    public Caller caller(String name) {
        return callers.getOrDefault(name, everybody);
    }

    /** Who knows the callers. */
    public enum Authentication {
        /** MicroProfile JWT: a bearer token, whose groups are the roles. */
        JWT,
        /** The server's own login, such as basic or client certificates. */
        CONTAINER,
        /** Nobody; in the profiles dev and test only, and from this machine only. */
        NONE
    }

    /** The names of the roles that let a caller send, read results, and see everybody's. */
    public record Roles(String send, String read, String admin) {}

    /**
     * What a caller may do.
     *
     * @param from the senders that a message may name
     * @param recipients who may get a message
     * @param identities the named signing identities
     * @param rate how many requests that may send
     */
    public record Caller(
            List<AddressPattern> from, List<AddressPattern> recipients, Set<String> identities, Rate rate) {
        public Caller {
            from = List.copyOf(from);
            recipients = List.copyOf(recipients);
            identities = Set.copyOf(identities);
        }

        public boolean maySendAs(EmailAddress address) {
            return from.stream().anyMatch(pattern -> pattern.matches(address));
        }

        public boolean maySendTo(EmailAddress address) {
            return recipients.stream().anyMatch(pattern -> pattern.matches(address));
        }
    }

    /** So many within so long. */
    public record Rate(int count, Duration time) {
        public Rate {
            if (count < 1) throw new IllegalArgumentException("rate of " + count);
            if (time.isZero() || time.isNegative()) throw new IllegalArgumentException("rate over " + time);
        }
    }

    /**
     * How idempotency keys are kept, in the memory of this node.
     *
     * @param required whether a request without one is refused
     * @param keep how long an answer can be had again
     * @param entries how many answers
     */
    public record IdempotencyKeys(boolean required, Duration keep, int entries) {
        public IdempotencyKeys {
            if (keep.isZero() || keep.isNegative()) throw new IllegalArgumentException("kept for " + keep);
            if (entries < 1) throw new IllegalArgumentException("entries " + entries);
        }
    }

    /** Whether requests need a key that makes them safe to repeat. */
    public enum KeyUse {
        OPTIONAL,
        REQUIRED
    }
}
