package org.qdmail.failure;

/** The texts of the service over HTTP: numbers 1101 to 1107, as well as 0003 and 0902. Places are JSON pointers. */
public final class RestFaults {
    private static final int SHOWN = 40;

    private RestFaults() {}

    public static Fault idempotencyKeyReused() {
        return new Fault(
                "MAIL-0003",
                "Idempotency-Key",
                "the key was used for another request; repeat that one, or choose a new key");
    }

    public static Fault tooManyKeysBusy() {
        return new Fault("MAIL-0902", "Idempotency-Key", "no further request with a key can be taken now; try later");
    }

    public static Fault notJson(int line, int column) {
        return unreadable("#", "not JSON in UTF-8 (RFC 8259), as line " + line + ", column " + column + " shows");
    }

    public static Fault tooDeep(int most) {
        return unreadable("#", "more than " + most + " levels of arrays and objects");
    }

    public static Fault tooLong(int mostOfText, int mostOfName) {
        return unreadable(
                "#",
                "a text of more than " + mostOfText + " characters, or a name of more than " + mostOfName
                        + " characters");
    }

    public static Fault memberTwice(String pointer) {
        return unreadable(pointer, "the member is given twice");
    }

    public static Fault unknownMember(String pointer, String allowed) {
        return unreadable(pointer, "no such member; there are " + allowed);
    }

    public static Fault memberNotSettable(String pointer) {
        return unreadable(pointer, "a request cannot set this member; the configuration does");
    }

    public static Fault notOfItsType(String pointer, String allowed) {
        return unreadable(pointer, "not " + allowed);
    }

    public static Fault tooMany(String pointer, int most) {
        return unreadable(pointer, "more than " + most);
    }

    public static Fault memberMissing(String pointer) {
        return unreadable(pointer, "the member is missing");
    }

    public static Fault notBase64(String pointer) {
        return unreadable(pointer, "not Base64 (RFC 4648 section 4); files travel in the request, never as an address");
    }

    public static Fault bodyCut() {
        return unreadable("#", "the request ended before its body did");
    }

    public static Fault notMultipart(String reason) {
        return unreadable("#", "not multipart/form-data (RFC 7578): " + reason);
    }

    public static Fault unfitKey() {
        return unreadable("Idempotency-Key", "a key has 8 to 128 printable ASCII characters");
    }

    public static Fault keyMissing() {
        return unreadable(
                "Idempotency-Key", "the header is required here; a key has 8 to 128 printable ASCII characters");
    }

    public static Fault unfitParameter(String name, String allowed) {
        return unreadable(name, "not " + allowed);
    }

    private static Fault unreadable(String pointer, String text) {
        return new Fault("MAIL-1101", pointer, text);
    }

    public static Fault bodyTooLarge(long most) {
        return new Fault("MAIL-1102", "#", "the request has more than " + most + " octets (qdmail.rest.max-body)");
    }

    public static Fault mediaType(String allowed) {
        return new Fault("MAIL-1103", "Content-Type", "the body has to be " + allowed + ", without Content-Encoding");
    }

    public static Fault keyBusy() {
        return new Fault(
                "MAIL-1104", "Idempotency-Key", "the first request with this key is still running; repeat it later");
    }

    /** One text whether the value is forbidden, not on the list, or does not exist. */
    public static Fault notAllowed(String pointer) {
        return new Fault("MAIL-1105", pointer, "not allowed for this caller");
    }

    public static Fault notLoggedIn() {
        return new Fault("MAIL-1105", "Authorization", "log in first");
    }

    public static Fault roleMissing() {
        return new Fault("MAIL-1105", "Authorization", "this caller lacks the role for it");
    }

    public static Fault foreignOrigin() {
        return new Fault("MAIL-1105", "Origin", "pages of other origins cannot use the service");
    }

    public static Fault foreignHost() {
        return new Fault(
                "MAIL-1105", "Host", "without authentication it serves this machine only; call localhost or 127.0.0.1");
    }

    public static Fault tooManyRequests(int count, String time) {
        return new Fault(
                "MAIL-1106",
                "",
                "more than " + count + " messages of this caller within " + time
                        + ", or too many of all callers; try later");
    }

    public static Fault noSuchMessage(String id) {
        return new Fault("MAIL-1107", "id", "no message of this caller has the id " + Texts.shown(id, SHOWN));
    }
}
