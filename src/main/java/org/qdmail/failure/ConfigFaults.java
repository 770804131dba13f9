package org.qdmail.failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The texts of the configuration: numbers 1000 to 1010. A place is a key, where allowed its value, and the source with
 * its ordinal. Values of text, address, pattern, URL and secret keys never come in.
 */
public final class ConfigFaults {
    private static final int SHOWN = 40;
    private static final int SHOWN_NAME = 100;

    private ConfigFaults() {}

    /** All findings as one exception, under the heading MAIL-1000; sorted by number, then place. */
    public static MisconfiguredMail all(Collection<Fault> found) {
        List<Fault> faults = new ArrayList<>(found);
        faults.sort(Comparator.comparing(Fault::number).thenComparing(Fault::place));
        String count = faults.size() == 1 ? "1 fault" : faults.size() + " faults";
        faults.add(0, new Fault("MAIL-1000", "", count + " in the configuration of Qdmail"));
        return new MisconfiguredMail(faults);
    }

    /** A name that a person chose, be it in a key or an annotation, fit to be the place of a fault. */
    public static String named(String text) {
        return name(text);
    }

    /** A key that no source sets. */
    public static String notSet(String key) {
        return name(key) + " (not set)";
    }

    /** A key that no source sets, so that its default counts. */
    public static String byDefault(String key) {
        return name(key) + " (default)";
    }

    /**
     * A key that a source sets.
     *
     * @param quotedValue the value, where its type allows it to be shown
     */
    public static String set(String key, Optional<String> quotedValue, String source, int ordinal) {
        String value =
                quotedValue.map(text -> "=\"" + escaped(text, SHOWN) + '"').orElse("");
        return name(key) + value + " (" + Texts.shown(source, SHOWN_NAME) + ", " + ordinal + ')';
    }

    public static Fault relayHostMissing(String place, String mailerPrefix) {
        return new Fault(
                "MAIL-1001",
                place,
                "a relay needs a host. Set it, " + mailerPrefix + "smtp.url or " + mailerPrefix + "smtp.session-jndi.");
    }

    public static Fault certificateMissing(String place) {
        return new Fault(
                "MAIL-1001", place, "a named identity needs its own certificate. Set it, or remove the identity.");
    }

    public static Fault restAuthMissing(String place) {
        return new Fault(
                "MAIL-1001",
                place,
                "the service over HTTP has to know its callers. Set it to jwt or container, or remove"
                        + " qdmail.rest.enabled.");
    }

    public static Fault companionMissing(String place, String companion) {
        return new Fault("MAIL-1001", place, "it needs " + companion + " as well. Set that, or remove this key.");
    }

    /**
     * A value that its key cannot have.
     *
     * @param allowed such as {@code a number from 1 to 65535}
     * @param preset the default that counts when the key is removed, if there is one
     */
    public static Fault notOfItsType(String place, String allowed, Optional<String> preset) {
        String remedy = preset.map(value -> "Remove it for " + value + '.').orElse("Correct or remove it.");
        return new Fault("MAIL-1002", place, "not " + allowed + ". " + remedy);
    }

    public static Fault notExpandable(String place) {
        return new Fault(
                "MAIL-1002",
                place,
                "an expression in its value names a key that is not set. Set that key, or correct it.");
    }

    public static Fault unknownKey(String place, Optional<String> nearest) {
        String remedy = nearest.map(key -> "Did you mean " + name(key) + '?')
                .orElse("The manual lists the keys: docs/configuration.md.");
        return new Fault("MAIL-1003", place, "no such key. " + remedy);
    }

    /** A key that the environment alone gives to a mailer or identity whose name nothing else tells. */
    public static Fault unlistedName(String place, String listingKey) {
        return new Fault(
                "MAIL-1003",
                place,
                "it belongs to no name that is known. List its name in " + listingKey + ", or correct it.");
    }

    /** A key of a caller's, in the environment alone. */
    public static Fault callerInEnvironment(String place) {
        return new Fault(
                "MAIL-1003",
                place,
                "the name of a caller cannot be told from the environment. Set the key in another source.");
    }

    /**
     * A file that is not there.
     *
     * @param usedBy why the file is needed, such as {@code @Signed is used}; empty when its key says so
     * @param remedy what may be set otherwise
     */
    public static Fault fileMissing(String place, String path, Optional<String> usedBy, String remedy) {
        String because = usedBy.map(user -> ", but " + user).orElse("");
        return file(place, escaped(path, 200) + " does not exist" + because + ". " + remedy);
    }

    public static Fault fileUnreadable(String place, String path) {
        return file(place, escaped(path, 200) + " cannot be read. Let the user of the server read it.");
    }

    public static Fault notAFile(String place, String path) {
        return file(place, escaped(path, 200) + " is not a regular file. Name a file.");
    }

    public static Fault notADirectory(String place, String path) {
        return file(place, escaped(path, 200) + " is not a directory. Name a directory that exists.");
    }

    public static Fault directoryNotWritable(String place, String path) {
        return file(place, escaped(path, 200) + " cannot be written. Let the user of the server write to it.");
    }

    public static Fault directoryNotAbsolute(String place) {
        return file(place, "not an absolute directory. A relative one would be another place on every server.");
    }

    public static Fault fileNotAbsolute(String place) {
        return file(place, "not an absolute file. Name the program with all directories that it lies in.");
    }

    public static Fault fileNotExecutable(String place, String path) {
        return file(place, escaped(path, 200) + " may not be executed. Let the user of the server execute it.");
    }

    public static Fault notAFileName(String place) {
        return file(
                place,
                "not the name of a file. Name one inside qdmail.path.certificates, or an absolute one; without \"..\","
                        + " escapes, URL or network path.");
    }

    public static Fault outsideDirectory(String place) {
        return file(place, "it leads out of qdmail.path.certificates. Put the file there, or name it absolutely.");
    }

    public static Fault fileTooLarge(String place, long maxOctets) {
        return file(place, "the file has more than " + maxOctets + " octets. Name the right file.");
    }

    public static Fault fileNotUtf8(String place) {
        return file(place, "the file does not hold text in UTF-8. Name the right file.");
    }

    public static Fault noCertificates(String place) {
        return file(
                place,
                "no certificates in PEM or PKCS#12 form can be read from the file. Name another file, or set the right"
                        + " password for it.");
    }

    public static Fault excludes(String place, String other) {
        return new Fault("MAIL-1005", place, "it excludes " + other + ". Remove one of the two.");
    }

    public static Fault selectorTwice(String place) {
        return new Fault(
                "MAIL-1005",
                place,
                "both signatures have this selector, under which DNS publishes one key. Give the second one its own.");
    }

    public static Fault onlyForPkcs12(String place) {
        return new Fault(
                "MAIL-1005",
                place,
                "it is for a PKCS#12 file (.pfx, .p12) or a device (.cfg) only. Remove it, or name one.");
    }

    public static Fault onlyForPem(String place) {
        return new Fault(
                "MAIL-1005",
                place,
                "a PKCS#12 file (.pfx, .p12) or a device (.cfg) brings its private key along. Remove this key.");
    }

    public static Fault identityWithoutSigning(String place, String signedKey) {
        return new Fault(
                "MAIL-1005",
                place,
                "it has no meaning unless " + signedKey + " is true. Set that, or remove this key.");
    }

    public static Fault secretTwice(String place, String fileKey) {
        return new Fault("MAIL-1006", place, fileKey + " is set as well. Leave one of the two.");
    }

    public static Fault secretFileEmpty(String place) {
        return new Fault("MAIL-1006", place, "the file is empty. Write the secret into it.");
    }

    /**
     * A name that code or a key uses and nothing configures.
     *
     * @param configured the names that exist
     * @param remedy what to set
     */
    public static Fault nameNotConfigured(String place, String what, Collection<String> configured, String remedy) {
        String others = configured.isEmpty()
                ? "none is"
                : "configured are "
                        + String.join(", ", configured.stream().sorted().toList());
        return new Fault("MAIL-1007", place, "no " + what + " of that name is configured; " + others + ". " + remedy);
    }

    public static Fault nameNotAllowed(String place, String what) {
        return new Fault(
                "MAIL-1007", place, "the name of " + what + " may have the characters a-z, 0-9 and - only. Rename it.");
    }

    public static Fault nameTooLong(String place, String what, int most) {
        return new Fault(
                "MAIL-1007", place, "the name of " + what + " may have " + most + " characters at most. Rename it.");
    }

    public static Fault callerNotAllowed(String place) {
        return new Fault(
                "MAIL-1007",
                place,
                "the name of a caller may have the characters A-Z, a-z, 0-9, '.', '@', '_', '+' and '-', and 64 of them"
                        + " at most. Let the server give it another principal name.");
    }

    public static Fault failsOverToItself(String place) {
        return new Fault("MAIL-1007", place, "a mailer cannot stand in for itself. Name other mailers, each once.");
    }

    public static Fault loginInTheClear(String place) {
        return new Fault(
                "MAIL-1008",
                place,
                "a login would travel without TLS beyond this machine. Choose another value, or remove the login.");
    }

    public static Fault captureInProduction(String place) {
        return new Fault(
                "MAIL-1008",
                place,
                "mail is captured in the profiles dev and test only. Remove it, or set mp.config.profile.");
    }

    public static Fault captureWithoutMailbox(String place, String key) {
        return new Fault(
                "MAIL-1008",
                place,
                "the embedded mailbox is not there to capture mail. Add its jar (classifier mailbox), or set " + key
                        + "=false to send for real.");
    }

    public static Fault mailboxBeyondLoopback(String place) {
        return new Fault("MAIL-1008", place, "the embedded mailbox listens to loopback only. Remove it for 127.0.0.1.");
    }

    public static Fault mailboxPageInProduction(String place) {
        return new Fault(
                "MAIL-1008",
                place,
                "the page shows mail to everybody, so it is for the profiles dev and test only. Remove it.");
    }

    public static Fault restWithoutAuth(String place) {
        return new Fault(
                "MAIL-1008",
                place,
                "anybody could send mail over HTTP; that is for the profiles dev and test only. Set it to jwt or"
                        + " container.");
    }

    public static Fault sessionNotBound(String place) {
        return session(
                place, "nothing is bound to that name, nor below java:comp/env/. Define a <mailSession> with it.");
    }

    public static Fault sessionOfOtherType(String place) {
        return session(place, "what is bound to that name is not a jakarta.mail.Session. Name a <mailSession>.");
    }

    public static Fault sessionWithoutContainer(String place) {
        return session(place, "there is no container with sessions here. Set smtp.host instead.");
    }

    public static Fault sessionValueUnfit(String place, String property, String allowed) {
        return session(place, "its property " + property + " is not " + allowed + ". Correct it there.");
    }

    /** A warning. */
    public static String sessionPropertiesUnused(String place, Collection<String> properties) {
        String names = String.join(", ", properties.stream().sorted().toList());
        return place + ": properties of the session that have no effect: " + escaped(names, 200);
    }

    /** A warning. */
    public static String receiptsWithoutSecret() {
        return "receipts are used without qdmail.receipt.secret: reports that come after a restart, or on another node,"
                + " will not be trusted. Set it.";
    }

    /** A warning. */
    public static String restWithoutJar() {
        return "qdmail.rest.enabled=true, but the jar of the service over HTTP (classifier rest) is not in the"
                + " application, so it is not served. Add the jar, or remove the key.";
    }

    public static Fault controlCharacter(String place, int index) {
        return new Fault(
                "MAIL-1010",
                place,
                "character " + index + " is a control character or half of a surrogate pair, such as CR, LF or NUL."
                        + " Remove it.");
    }

    public static Fault unfitForTheWire(String place, String allowed) {
        return new Fault("MAIL-1010", place, "not fit for its place on the wire: it must be " + allowed + '.');
    }

    /** The finding of a message's part, when it stands in the configuration. */
    public static Fault unfitForTheWire(String place, Fault finding) {
        return new Fault("MAIL-1010", place, "not fit for its place on the wire: " + finding.text());
    }

    private static Fault file(String place, String text) {
        return new Fault("MAIL-1004", place, text);
    }

    private static Fault session(String place, String text) {
        return new Fault("MAIL-1009", place, text);
    }

    private static String name(String key) {
        return escaped(key, SHOWN_NAME);
    }

    /** Controls as {@code \\u000a}, cut to {@code max} characters. */
    private static String escaped(String text, int max) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length() && shown.length() < max) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            String plain = Character.toString(character);
            if (Texts.shown(plain, 2).equals(plain)) shown.append(plain);
            else appendEscaped(shown, plain);
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static void appendEscaped(StringBuilder shown, String character) {
        for (int at = 0; at < character.length(); at++) {
            char unit = character.charAt(at);
            shown.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) shown.append(Character.forDigit(unit >> shift & 0xf, 16));
        }
    }
}
