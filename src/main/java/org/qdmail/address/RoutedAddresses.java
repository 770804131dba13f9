package org.qdmail.address;

import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.failure.InvalidMessage;

/** The addresses that a local part asks for in the old ways of sending on: {@code a%b.c}, {@code b.c!a}, {@code a@b.c}. */
final class RoutedAddresses {
    private RoutedAddresses() {}

    /** Each hop in turn; a local part of 64 octets has few of them. */
    static Stream<EmailAddress> in(EmailAddress address) {
        return Stream.iterate(next(address), Optional::isPresent, hop -> hop.flatMap(RoutedAddresses::next))
                .flatMap(Optional::stream);
    }

    private static Optional<EmailAddress> next(EmailAddress address) {
        String local = address.unquotedLocalPart();
        int mark = Math.max(local.lastIndexOf('%'), local.lastIndexOf('@'));
        if (mark > 0) return read(local.substring(0, mark), local.substring(mark + 1));
        int bang = local.indexOf('!');
        return bang > 0 ? read(local.substring(bang + 1), local.substring(0, bang)) : Optional.empty();
    }

    private static Optional<EmailAddress> read(String local, String domain) {
        try {
            return Optional.of(EmailAddress.of(LocalPart.quoted(local).wire() + '@' + domain));
        } catch (InvalidMessage notARoute) {
            return Optional.empty();
        }
    }
}
