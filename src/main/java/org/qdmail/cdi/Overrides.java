package org.qdmail.cdi;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.MethodFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.message.Level;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;

/**
 * Turns a written annotation into a wish after configuration had its say. The key of the place where the annotation is
 * written beats the global one, which carries our prefix.
 */
final class Overrides {
    /** Stands before the annotation's name in a global key: {@code qdmail.Signed/enabled}. */
    static final String GLOBAL = "qdmail.";

    /** Nothing is configured. */
    static final Overrides NONE = new Overrides(key -> Optional.empty());

    private final Function<String, Optional<String>> values;

    /** @param values the configured value of a key; empty when it is not set */
    Overrides(Function<String, Optional<String>> values) {
        this.values = values;
    }

    /** What the annotation decides; nothing when it is switched off. */
    Wishes wish(Written written) {
        if (!isEnabled(written)) return Wishes.NONE;
        return switch (written.aspect()) {
            case PRIORITY -> wishes(Optional.of(priority(written)), Optional.empty(), Optional.empty());
            case RECEIPT -> wishes(Optional.empty(), receipt(written), Optional.empty());
            case SIGNATURE -> wishes(Optional.empty(), Optional.empty(), Optional.of(signature(written)));
        };
    }

    /** No annotation decides on encryption. */
    private static Wishes wishes(
            Optional<PriorityWish> priority, Optional<ReceiptWish> receipt, Optional<SignatureWish> signature) {
        return new Wishes(priority, receipt, signature, Optional.empty());
    }

    /** The key that decides on a member: the one that is set, else the one that could be. */
    String source(Written written, String member) {
        return entry(written, member).map(Entry::key).orElse(written.key(member));
    }

    private boolean isEnabled(Written written) {
        return entry(written, Aspect.ENABLED).map(Overrides::switchOf).orElse(true);
    }

    private PriorityWish priority(Written written) {
        Level annotated = ((Priority) written.annotation()).value();
        return PriorityWish.of(
                entry(written, "value").map(entry -> word(Level.class, entry)).orElse(annotated));
    }

    /** Empty when no kind is left: an annotation takes no wish back. */
    private Optional<ReceiptWish> receipt(Written written) {
        Receipt annotated = (Receipt) written.annotation();
        Set<ReceiptKind> kinds = entry(written, "value")
                .map(entry -> words(ReceiptKind.class, entry))
                .orElse(Set.copyOf(Arrays.asList(annotated.value())));
        Optional<Entry> configured = entry(written, "on");
        Set<Notify> on =
                configured.map(entry -> words(Notify.class, entry)).orElse(Set.copyOf(Arrays.asList(annotated.on())));
        if (on.contains(Notify.NEVER) && on.size() > 1)
            throw MisconfiguredMail.of(
                    MethodFaults.neverBesideOthers(configured.map(Entry::key).orElse(written.key("on"))));
        return kinds.isEmpty() ? Optional.empty() : Optional.of(new ReceiptWish(kinds, new NotifyOn(on)));
    }

    private SignatureWish signature(Written written) {
        String annotated = ((Signed) written.annotation()).identity();
        return SignatureWish.by(entry(written, "identity").map(Entry::value).orElse(annotated));
    }

    private Optional<Entry> entry(Written written, String member) {
        return entry(written.key(member))
                .or(() -> entry(GLOBAL + written.aspect().annotationName() + '/' + member));
    }

    private Optional<Entry> entry(String key) {
        return values.apply(key)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> new Entry(key, value));
    }

    private static boolean switchOf(Entry entry) {
        return switch (entry.value().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(entry, entry.value(), List.of("true", "false"));
        };
    }

    private static <E extends Enum<E>> Set<E> words(Class<E> type, Entry entry) {
        Set<E> words = EnumSet.noneOf(type);
        for (String word : entry.value().split(",", -1)) words.add(word(type, new Entry(entry.key(), word.strip())));
        return words;
    }

    private static <E extends Enum<E>> E word(Class<E> type, Entry entry) {
        for (E constant : type.getEnumConstants()) if (constant.name().equalsIgnoreCase(entry.value())) return constant;
        throw refused(
                entry,
                entry.value(),
                Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.toList()));
    }

    private static MisconfiguredMail refused(Entry entry, String found, Collection<String> allowed) {
        return MisconfiguredMail.of(MethodFaults.overrideValue(entry.key(), found, allowed));
    }

    /** A key that is set. */
    private record Entry(String key, String value) {}
}
