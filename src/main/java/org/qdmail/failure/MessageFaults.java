package org.qdmail.failure;

/** The texts of messages and their parts: numbers 0201 to 0203, 0212, 0220 to 0253. No text of a message is repeated. */
public final class MessageFaults {
    private MessageFaults() {}

    public static Fault noSender() {
        return new Fault("MAIL-0201", "from", "no sender; call .from or set qdmail.defaults.from");
    }

    public static Fault noRecipient() {
        return new Fault("MAIL-0202", "to", "no recipient; call .to, .cc or .bcc");
    }

    public static Fault tooManyRecipients(int count, int allowed) {
        return new Fault(
                "MAIL-0203",
                "to",
                count + " recipients; at most " + allowed + " are allowed (qdmail.limits.recipients)");
    }

    public static Fault tooLong(String what, int length, int allowed) {
        return new Fault("MAIL-0211", "", what + " has " + length + " characters; at most " + allowed + " are allowed");
    }

    public static Fault control(String what, int offset) {
        return new Fault(
                "MAIL-0212", "", what + " has a control character at " + offset + "; it is refused, not removed");
    }

    public static Fault headerName(int offset) {
        return new Fault(
                "MAIL-0220",
                "",
                "header name: character " + offset
                        + " is not allowed; printable ASCII without blank and colon is (RFC 5322 section 2.2)");
    }

    public static Fault headerNameLength(int length, int allowed) {
        return new Fault(
                "MAIL-0220", "", "header name: has " + length + " characters; 1 to " + allowed + " are allowed");
    }

    public static Fault headerReserved(String field, String remedy) {
        return new Fault("MAIL-0221", "", field + " is not set by .header; " + remedy);
    }

    public static Fault headerOfReceipts(String field) {
        return new Fault("MAIL-0222", "", field + " is never written; use .receipt");
    }

    public static Fault givenTwice(String verb) {
        return new Fault("MAIL-0223", "", "." + verb + " was called twice; a message has one of it");
    }

    public static Fault headerGivenTwice() {
        return new Fault("MAIL-0223", "", "a field of this name was given before; each name stands once");
    }

    public static Fault messageId() {
        return new Fault(
                "MAIL-0224",
                "",
                "not a Message-ID; the form is <left@right> in printable ASCII without blanks, up to 500 characters"
                        + " (RFC 5322 section 3.6.4)");
    }

    public static Fault cidUnanswered(int offset) {
        return new Fault(
                "MAIL-0230",
                "html",
                "the cid: at character " + offset + " has no inline part; add .inline(cid, content)."
                        + " A cid is compared after URL decoding, upper and lower case differ (RFC 2392 section 2)");
    }

    public static Fault cidForm(int offset) {
        return new Fault(
                "MAIL-0230",
                "cid",
                "character " + offset + " is not allowed in a cid; letters, digits, dots between them,"
                        + " !#$%&'*+-/=?^_`{|}~ and one @ are (RFC 2392 section 2)");
    }

    public static Fault cidLength(int length, int allowed) {
        return new Fault("MAIL-0230", "cid", "the cid has " + length + " characters; 1 to " + allowed + " are allowed");
    }

    public static Fault cidTwice() {
        return new Fault("MAIL-0231", "", "another inline part has this cid; each cid stands once");
    }

    public static Fault bodyMissing() {
        return new Fault(
                "MAIL-0232", "text", "no body; call .text or .html, or .text(\"\") for an intended empty body");
    }

    /** The number of the runtime failure {@link ContentUnreadable}. */
    public static Fault contentUnreadable(String place, String reason) {
        return new Fault("MAIL-0240", place, "the content could not be read: " + reason);
    }

    public static Fault contentScheme() {
        return new Fault(
                "MAIL-0241",
                "",
                "the URI is not file:/absolute/path or classpath:/path; open other sources yourself and give a"
                        + " Content.Source");
    }

    public static Fault fileName(String reason) {
        return new Fault("MAIL-0242", "name", "the file name " + reason);
    }

    public static Fault mediaType(String reason) {
        return new Fault("MAIL-0243", "type", "not a media type such as text/plain; charset=utf-8: " + reason);
    }

    public static Fault receiptWithoutReturnPath() {
        return new Fault(
                "MAIL-0251",
                "returnPath",
                "a receipt is asked for, but reports have nowhere to go with the null return path;"
                        + " drop the receipt or name a return path");
    }

    public static Fault severalReadAddresses() {
        return new Fault("MAIL-0252", "readReceiptTo", "several addresses for read receipts; one is allowed");
    }

    public static Fault readForbidden() {
        return new Fault("MAIL-0253", "receipt", "read receipts are switched off (qdmail.receipt.read.allowed=false)");
    }

    public static Fault readReceiptMismatch() {
        return new Fault(
                "MAIL-0254",
                "receipt",
                "the address for read receipts is neither the return path nor the sender; set it alike, or"
                        + " qdmail.receipt.read.mismatch=warn");
    }

    /** Stands in place of the faults beyond the limit of one list. */
    public static Fault further(Fault last, int count) {
        return new Fault(last.number(), last.place(), count + " further faults up to this one are not listed");
    }
}
