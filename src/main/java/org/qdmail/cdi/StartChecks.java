package org.qdmail.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MethodFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;

/** What is wrong between the annotations of an application and its configuration, known when it starts. */
final class StartChecks {
    static final String FAULT_TOLERANCE = "mp.fault.tolerance.interceptor.priority";
    private static final String ASYNCHRONOUS = "org.eclipse.microprofile.faulttolerance.Asynchronous";

    /** Fault Tolerance may take the forty priorities after its own. */
    private static final int LARGEST_OUTSIDE = MessageMethodInterceptor.PRIORITY - 41;

    private final List<Class<?>> beans;
    private final Function<String, Optional<String>> values;
    private final Overrides overrides;
    private final Map<Written, Wishes> wishes = new LinkedHashMap<>();
    private final Set<Fault> invalid = new LinkedHashSet<>();

    /** @param values the configured value of a key */
    StartChecks(List<Class<?>> beans, Function<String, Optional<String>> values) {
        this.beans = beans;
        this.values = values;
        this.overrides = new Overrides(values);
        for (Written written : AnnotationsInUse.of(beans)) {
            try {
                wishes.put(written, overrides.wish(written));
            } catch (MisconfiguredMail refused) {
                invalid.addAll(refused.faults()); // MAIL-0111
                wishes.put(written, Wishes.NONE);
            }
        }
    }

    /** The signing identities that annotations wish for. */
    Set<String> identities() {
        Set<String> names = new TreeSet<>();
        wishes.values().stream()
                .flatMap(wish -> wish.signature().stream())
                .map(SignatureWish::identity)
                .forEach(names::add);
        return names;
    }

    /** Whether some annotation wishes for delivery receipts. */
    boolean asksForReports() {
        return wishes.values().stream().anyMatch(wish -> asksFor(wish, ReceiptKind.DELIVERY));
    }

    /**
     * Every finding.
     *
     * @param keys all configured keys
     * @param identities the signing identities that are configured
     */
    List<Fault> faults(Iterable<String> keys, Collection<String> identities, boolean isReadAllowed) {
        List<Fault> faults = new ArrayList<>(invalid);
        wishes.forEach((written, wish) -> {
            wish.signature().ifPresent(signature -> unknownIdentity(written, signature, identities)
                    .ifPresent(faults::add));
            if (!isReadAllowed && asksFor(wish, ReceiptKind.READ))
                faults.add(MethodFaults.readForbidden(overrides.source(written, "value")));
        });
        faults.addAll(new OverrideKeys(wishes.keySet()).faults(keys));
        faults.addAll(threadsInside());
        return faults;
    }

    private Optional<Fault> unknownIdentity(Written written, SignatureWish wish, Collection<String> identities) {
        String identity = wish.identity();
        if (identity.isEmpty() || identities.contains(identity)) return Optional.empty();
        Set<String> named = new TreeSet<>(identities);
        named.remove("");
        return Optional.of(MethodFaults.unknownIdentity(overrides.source(written, "identity"), identity, named));
    }

    private static boolean asksFor(Wishes wish, ReceiptKind kind) {
        return wish.receipt().filter(receipt -> receipt.kinds().contains(kind)).isPresent();
    }

    /** Fault Tolerance inside of us would change the thread after the wishes were recorded on it. */
    private List<Fault> threadsInside() {
        Optional<Integer> priority = values.apply(FAULT_TOLERANCE).flatMap(StartChecks::number);
        if (priority.isEmpty() || priority.get() <= LARGEST_OUTSIDE) return List.of();
        List<Fault> faults = new ArrayList<>();
        for (Class<?> bean : beans)
            for (Method method : AnnotationsInUse.businessMethods(bean))
                if (isAsynchronous(bean, method) && isSending(bean, method))
                    faults.add(MethodFaults.faultToleranceInside(
                            Written.placeOf(method.getDeclaringClass(), method.getName()),
                            priority.get(),
                            LARGEST_OUTSIDE));
        return faults;
    }

    private boolean isSending(Class<?> bean, Method method) {
        return Form.of(method.getGenericReturnType()) == Form.SENDING
                && AnnotationsInUse.of(bean, method).stream()
                        .anyMatch(written ->
                                !wishes.getOrDefault(written, Wishes.NONE).isEmpty());
    }

    private static boolean isAsynchronous(Class<?> bean, Method method) {
        return Stream.concat(Arrays.stream(method.getAnnotations()), Arrays.stream(bean.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().equals(ASYNCHRONOUS));
    }

    /** A value that is no number is Fault Tolerance's own fault to report. */
    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
