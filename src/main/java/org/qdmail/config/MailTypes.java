package org.qdmail.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.config.TextTypes.ListText;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.route.RateSettings;
import org.qdmail.settings.RestSettings.Rate;

/** Addresses, patterns and words of envelopes: types of the mail's own values, whose constructors check. */
final class MailTypes {
    private MailTypes() {}

    static ValueType<Mailbox> mailbox() {
        return checked("address", "an address such as Shop <shop@example.com>", Mailbox::parse);
    }

    static ValueType<EmailAddress> address() {
        return checked("address", "an address such as shop@example.com", text -> Mailbox.parse(text)
                .address());
    }

    static ValueType<List<Mailbox>> mailboxes() {
        return checked("list", "a list of addresses such as a@example.com,b@example.com", Mailbox::parseList);
    }

    static ValueType<List<AddressPattern>> patterns() {
        return checked("list of patterns", "a list of domains, addresses or /regular expressions/", text -> {
            List<AddressPattern> patterns = new ArrayList<>();
            for (String item : ListText.items(text)) patterns.add(AddressPattern.of(item));
            if (patterns.isEmpty()) throw new IllegalArgumentException();
            return List.copyOf(patterns);
        });
    }

    /** Patterns, or {@code *} for every address. */
    static ValueType<List<AddressPattern>> allowList() {
        ValueType<List<AddressPattern>> listed = patterns();
        return new ValueType<>(
                "list of patterns, or *",
                false,
                text -> text.equals("*") ? List.of(AddressPattern.ANY) : listed.read(text));
    }

    /** Domains with a rate each, {@code *} for every other one. */
    static ValueType<Map<String, Rate>> domainRates(String min, String max) {
        String allowed = "a list of domains with a rate such as example.com=20/PT1M, each domain once";
        ValueType<String> domain = TextTypes.domain();
        ValueType<Rate> rate = ScalarTypes.rate(min, max);
        return new ValueType<>("list: domain=rate, or *=rate", false, text -> {
            Map<String, Rate> rates = new HashMap<>();
            for (String item : ListText.items(TextTypes.text().read(text))) {
                int end = item.lastIndexOf('=');
                String name = end < 0 ? item : item.substring(0, end).strip();
                if (!name.equals(RateSettings.OTHERS)) domain.read(name);
                if (end < 0) throw ValueType.notOfItsType(allowed);
                Rate given = rate.read(item.substring(end + 1).strip());
                if (rates.put(name.toLowerCase(Locale.ROOT), given) != null) throw ValueType.notOfItsType(allowed);
            }
            return Map.copyOf(rates);
        });
    }

    /** The events that a delivery receipt reports. */
    static ValueType<NotifyOn> reports() {
        ValueType<List<Notify>> words = ScalarTypes.words(Notify.class);
        return new ValueType<>("list: success, failure, delay; or never", true, text -> {
            List<Notify> events = words.read(text);
            if (events.contains(Notify.NEVER) && events.size() > 1) {
                throw ValueType.notOfItsType("a list of success, failure, delay, or never alone");
            }
            return new NotifyOn(Set.copyOf(events));
        });
    }

    /** The texts of these values name offsets and limits, never the value. */
    private static <T> ValueType<T> checked(String title, String allowed, Reading<T> reading) {
        return new ValueType<>(title, false, text -> {
            try {
                return reading.read(text);
            } catch (InvalidMessage unfit) {
                throw unfit(unfit.faults().get(0), allowed);
            } catch (IllegalArgumentException nothing) {
                throw ValueType.notOfItsType(allowed);
            }
        });
    }

    private static UnfitValue unfit(Fault first, String allowed) {
        if (first.number().equals("MAIL-0212")) {
            return new UnfitValue((place, preset) -> ConfigFaults.unfitForTheWire(place, first));
        }
        return ValueType.notOfItsType(allowed);
    }

    /** Reads a text, or throws what the value's constructor throws; or IllegalArgumentException for an empty list. */
    private interface Reading<T> {
        T read(String text);
    }
}
