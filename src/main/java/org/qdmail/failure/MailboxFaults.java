package org.qdmail.failure;

/** The texts of the embedded mailbox: numbers 1201 to 1212. */
public final class MailboxFaults {
    private MailboxFaults() {}

    public static Fault portNotFree(String address, int port) {
        return new Fault(
                "MAIL-1201",
                "qdmail.mailbox.smtp-port",
                "port " + port + " of " + address + " is taken or may not be opened; choose another one,"
                        + " or 0 for any free port");
    }

    public static Fault noSuchMail(String id) {
        return new Fault(
                "MAIL-1202",
                "id",
                "no mail has the id " + Texts.shown(id, 40) + "; it may have been removed, or was the oldest");
    }

    public static Fault foreignHost() {
        return new Fault(
                "MAIL-1203", "Host", "the mailbox is served to this machine only; call it by localhost or 127.0.0.1");
    }

    public static Fault changeWithoutHeader(String header) {
        return new Fault(
                "MAIL-1204",
                header,
                "a request that changes the mailbox needs this header, so that no foreign page can send it");
    }

    public static Fault notAnInstant() {
        return new Fault("MAIL-1205", "since", "not an instant; write it as 2026-01-02T03:04:05Z");
    }

    public static Fault notInProduction() {
        return new Fault(
                "MAIL-1206",
                "mp.config.profile",
                "the embedded mailbox is there in the profiles dev and test only; inject it nowhere else");
    }

    public static Fault noReturnPath() {
        return new Fault(
                "MAIL-1207", "Return-Path", "the mail has the null return path, so nobody gets a report (RFC 3464)");
    }

    public static Fault noReadReceiptWanted() {
        return new Fault(
                "MAIL-1208",
                "Disposition-Notification-To",
                "the mail asks for no read receipt, or names no address for it");
    }

    public static Fault unfitAnswer(String place, String allowed) {
        return new Fault("MAIL-1209", place, "not " + allowed);
    }

    public static Fault noSuchRecipient() {
        return new Fault("MAIL-1210", "recipient", "the mail did not go to this address");
    }

    public static Fault answerNotSent(String number) {
        return new Fault("MAIL-1211", "", "the mailbox did not take its own report (" + number + ')');
    }

    public static Fault noSuchPart(String number) {
        return new Fault("MAIL-1212", "number", "the mail has no part " + Texts.shown(number, 10));
    }
}
