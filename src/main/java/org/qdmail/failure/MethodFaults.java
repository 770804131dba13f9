package org.qdmail.failure;

import java.util.Collection;
import java.util.Optional;

/** The texts of message methods: numbers 0101 to 0111, all found when an application starts. */
public final class MethodFaults {
    private MethodFaults() {}

    /**
     * An annotation where no interceptor sees it.
     *
     * @param kind such as {@code private method}
     */
    public static Fault notIntercepted(String method, String annotation, String kind) {
        return new Fault(
                "MAIL-0101",
                method,
                annotation + " on a " + kind + " does nothing, since no container intercepts it; make it an ordinary"
                        + " business method: not private, not static, not final, no lifecycle callback");
    }

    public static Fault otherPriority(String method) {
        return new Fault(
                "MAIL-0102",
                method,
                "jakarta.annotation.Priority on a business method does nothing; import org.qdmail.Priority for the"
                        + " priority of a mail");
    }

    public static Fault unknownIdentity(String key, String identity, Collection<String> known) {
        String prefix = "qdmail.sign." + Texts.shown(identity, 40);
        return new Fault(
                "MAIL-0104",
                key,
                "no signing identity \"" + Texts.shown(identity, 40) + "\" is configured; set " + prefix
                        + ".certificate-file and " + prefix + ".private-key-file, or use one of: " + listed(known));
    }

    public static Fault readForbidden(String key) {
        return new Fault(
                "MAIL-0105",
                key,
                "READ is wished while qdmail.receipt.read.allowed=false; remove it, or set"
                        + " qdmail.receipt.read.allowed=true");
    }

    /**
     * An annotation that stands on an interface alone.
     *
     * @param place the bean, or its method
     */
    public static Fault onInterfaceOnly(String place, String annotation, String interfaceName) {
        return new Fault(
                "MAIL-0106",
                place,
                annotation + " is written only on " + interfaceName + ", where no container looks for it; put it on"
                        + " the class or its method");
    }

    public static Fault hiddenMessages(String method, String returned) {
        return new Fault(
                "MAIL-0107",
                method,
                "messages inside " + returned + " cannot be decorated; return MailMessage, or Optional, List or"
                        + " CompletionStage of it");
    }

    public static Fault twoValues(String place, String annotation) {
        return new Fault(
                "MAIL-0108",
                place,
                "two different values of " + annotation
                        + " reach it (written, composed or from stereotypes); leave one");
    }

    public static Fault nothingToOverride(String key, Optional<String> nearest) {
        return new Fault(
                "MAIL-0109",
                Texts.shown(key, 200),
                "the key meets no message annotation"
                        + nearest.map(near -> "; did you mean " + near + "?")
                                .orElse("; there is none that a key could reach, so remove it"));
    }

    public static Fault faultToleranceInside(String method, int priority, int allowed) {
        return new Fault(
                "MAIL-0110",
                method,
                "mp.fault.tolerance.interceptor.priority=" + priority
                        + " lets @Asynchronous change the thread inside the message method, where wishes are lost; set"
                        + " it to " + allowed + " or less, or return the message (factory form)");
    }

    public static Fault overrideValue(String key, String found, Collection<String> allowed) {
        return new Fault(
                "MAIL-0111", key, "\"" + Texts.shown(found, 40) + "\" is not allowed here; use " + listed(allowed));
    }

    public static Fault neverBesideOthers(String key) {
        return new Fault(
                "MAIL-0111", key, "NEVER stands beside other words; use NEVER alone, or SUCCESS, FAILURE and DELAY");
    }

    private static String listed(Collection<String> words) {
        return words.isEmpty() ? "none so far" : String.join(", ", words);
    }
}
