package org.qdmail.message;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;

/** A place of a message that takes a text: how to fill it, where its faults are, and how to read it back. */
record HostileField(
        String name,
        Kind kind,
        String prefix,
        String suffix,
        String place,
        BiFunction<MailMessage.Builder, String, MailMessage.Builder> fill,
        Function<MailMessage, String> read) {

    /** The columns of the table of payloads. */
    enum Kind {
        ADDRESS,
        NAME,
        LINE,
        LINES,
        HEADER_NAME,
        MESSAGE_ID,
        CID,
        FILE_NAME,
        TYPE,
        PARAMETER,
        CHARSET,
        TAG
    }

    /** Every field of the rooms address and message that takes free text. */
    static List<HostileField> all() {
        return List.of(
                address("from", "from", MailMessage.Builder::from, message -> message.from()
                        .orElseThrow()),
                name("from", "from", MailMessage.Builder::from, message -> message.from()
                        .orElseThrow()),
                address("sender", "sender", MailMessage.Builder::sender, message -> message.sender()
                        .orElseThrow()),
                name("sender", "sender", MailMessage.Builder::sender, message -> message.sender()
                        .orElseThrow()),
                address("replyTo", "replyTo[0]", (it, text) -> it.replyTo(text), message -> message.replyTo()
                        .get(0)),
                name("replyTo", "replyTo[0]", (it, text) -> it.replyTo(text), message -> message.replyTo()
                        .get(0)),
                address("to", "to[0]", (it, text) -> it.to(text), message -> message.to()
                        .get(0)
                        .mailbox()),
                name("to", "to[0]", (it, text) -> it.to(text), message -> message.to()
                        .get(0)
                        .mailbox()),
                address("cc", "cc[0]", (it, text) -> it.cc(text), message -> message.cc()
                        .get(0)
                        .mailbox()),
                name("cc", "cc[0]", (it, text) -> it.cc(text), message -> message.cc()
                        .get(0)
                        .mailbox()),
                address("bcc", "bcc[0]", (it, text) -> it.bcc(text), message -> message.bcc()
                        .get(0)
                        .mailbox()),
                name("bcc", "bcc[0]", (it, text) -> it.bcc(text), message -> message.bcc()
                        .get(0)
                        .mailbox()),
                address(
                        "returnPath",
                        "returnPath",
                        MailMessage.Builder::returnPath,
                        message -> Mailbox.of(message.returnPath().orElseThrow())),
                address(
                        "readReceiptTo",
                        "readReceiptTo",
                        MailMessage.Builder::readReceiptTo,
                        message -> message.readReceiptTo().orElseThrow()),
                name(
                        "readReceiptTo",
                        "readReceiptTo",
                        MailMessage.Builder::readReceiptTo,
                        message -> message.readReceiptTo().orElseThrow()),
                plain("subject", Kind.LINE, "subject", MailMessage.Builder::subject, MailMessage::subject),
                plain(
                        "header value",
                        Kind.LINE,
                        "header[0]",
                        (it, text) -> it.header("X-Tag", text),
                        message -> message.headers().get(0).value()),
                plain(
                        "description",
                        Kind.LINE,
                        "description",
                        (it, text) ->
                                it.attach(Attachment.of("a", content("a/b")).describedAs(text)),
                        message -> message.attachments().get(0).description().orElseThrow()),
                plain("text", Kind.LINES, "text", MailMessage.Builder::text, message -> message.text()
                        .orElseThrow()),
                plain("html", Kind.LINES, "html", MailMessage.Builder::html, message -> message.html()
                        .orElseThrow()),
                plain(
                        "header name",
                        Kind.HEADER_NAME,
                        "header[0]",
                        (it, text) -> it.header(text, "v"),
                        message -> message.headers().get(0).name()),
                messageId("inReplyTo", (it, text) -> it.inReplyTo(text), message -> message.inReplyTo()
                        .get(0)),
                messageId("references", (it, text) -> it.references(text), message -> message.references()
                        .get(0)),
                plain(
                        "cid",
                        Kind.CID,
                        "inline[0].cid",
                        (it, text) -> it.inline(text, content("a/b")),
                        message -> message.inlineParts().get(0).cid()),
                plain(
                        "file name",
                        Kind.FILE_NAME,
                        "attach[0].name",
                        (it, text) -> it.attach(text, new byte[0], "a/b"),
                        message -> message.attachments().get(0).name()),
                type("media type", Kind.TYPE, "text/", ""),
                type("parameter", Kind.PARAMETER, "text/plain; x=\"", "\""),
                type("charset", Kind.CHARSET, "text/plain; charset=\"", "\""),
                new HostileField(
                        "alternative",
                        Kind.PARAMETER,
                        "text/calendar; method=\"",
                        "\"",
                        "type",
                        (it, text) -> it.alternative(content(text)),
                        message -> message.alternatives().get(0).mediaType()),
                plain("tag", Kind.TAG, "tag", MailMessage.Builder::tag, message -> message.tag()
                        .orElseThrow()));
    }

    private static HostileField address(
            String name,
            String place,
            BiFunction<MailMessage.Builder, String, MailMessage.Builder> fill,
            Function<MailMessage, Mailbox> read) {
        return new HostileField(
                name + " address",
                Kind.ADDRESS,
                "",
                "@x.jp",
                place,
                fill,
                read.andThen(Mailbox::address).andThen(EmailAddress::wire));
    }

    private static HostileField name(
            String name,
            String place,
            BiFunction<MailMessage.Builder, String, MailMessage.Builder> fill,
            Function<MailMessage, Mailbox> read) {
        return new HostileField(
                name + " name",
                Kind.NAME,
                "\"",
                "\" <a@x.jp>",
                place,
                fill,
                read.andThen(mailbox -> '"' + mailbox.name().orElseThrow() + "\" <" + mailbox.address() + '>'));
    }

    private static HostileField messageId(
            String name,
            BiFunction<MailMessage.Builder, String, MailMessage.Builder> fill,
            Function<MailMessage, String> read) {
        return new HostileField(name, Kind.MESSAGE_ID, "<", "@x.jp>", name + "[0]", fill, read);
    }

    private static HostileField type(String name, Kind kind, String prefix, String suffix) {
        return new HostileField(
                name,
                kind,
                prefix,
                suffix,
                "attach[0].type",
                (it, text) -> it.attach("a", new byte[0], text),
                message -> message.attachments().get(0).content().mediaType());
    }

    private static HostileField plain(
            String name,
            Kind kind,
            String place,
            BiFunction<MailMessage.Builder, String, MailMessage.Builder> fill,
            Function<MailMessage, String> read) {
        return new HostileField(name, kind, "", "", place, fill, read);
    }

    private static Content content(String mediaType) {
        return Content.of(new byte[0], mediaType);
    }

    @Override
    public String toString() {
        return name;
    }
}
