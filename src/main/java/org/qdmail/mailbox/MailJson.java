package org.qdmail.mailbox;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.SignatureReport;
import org.qdmail.smtpserver.DialogueLine;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.StoredMail;

/** The shapes of the mailbox's JSON. New members may be added; those that are there keep their meaning. */
final class MailJson {
    private static final int MAX_TEXT = 1_000_000;
    private static final int MAX_RAW_FIELD = 20_000;

    private MailJson() {}

    static JsonObject list(List<MailSummary> mails, Function<String, List<Answer>> answers, int total, int smtpPort) {
        JsonArrayBuilder messages = Json.createArrayBuilder();
        mails.forEach(mail -> messages.add(summary(mail, answers.apply(mail.id()))));
        return Json.createObjectBuilder()
                .add("smtp", Json.createObjectBuilder().add("host", "127.0.0.1").add("port", smtpPort))
                .add("total", total)
                .add("messages", messages)
                .build();
    }

    private static JsonObjectBuilder summary(MailSummary mail, List<Answer> answers) {
        return Json.createObjectBuilder()
                .add("id", mail.id())
                .add("receivedAt", mail.receivedAt().toString())
                .add("sizeOctets", mail.sizeOctets())
                .add("returnPath", mail.returnPath())
                .add("from", mail.from())
                .add("to", mail.to())
                .add("recipients", Json.createArrayBuilder(mail.recipients()))
                .add("subject", mail.subject())
                .add("priority", text(mail.priority().map(Enum::name)))
                .add("signed", mail.signed())
                .add("encrypted", mail.encrypted())
                .add("attachments", mail.attachments())
                .add("reports", Json.createArrayBuilder(mail.reports()))
                .add("readReceipt", mail.readReceipt())
                .add("signatureState", text(mail.signature().map(report -> report.state()
                        .name())))
                .add("signer", text(mail.signature().flatMap(MailJson::signer)))
                .add(
                        "signatureExpired",
                        mail.signature()
                                .filter(report -> isExpired(report, mail))
                                .isPresent())
                .add("charset", text(mail.charset()))
                .add("answered", kinds(answers));
    }

    private static Optional<String> signer(SignatureReport report) {
        return report.signers().stream()
                .findFirst()
                .map(signer -> signer.addresses().stream().sorted().findFirst().orElse(signer.subject()));
    }

    private static boolean isExpired(SignatureReport report, MailSummary mail) {
        return report.signers().stream().anyMatch(signer -> !signer.isValidAt(mail.receivedAt()));
    }

    private static JsonArrayBuilder kinds(List<Answer> answers) {
        JsonArrayBuilder kinds = Json.createArrayBuilder();
        answers.stream().map(answer -> answer.kind().word()).distinct().forEach(kinds::add);
        return kinds;
    }

    static JsonArrayBuilder answers(List<Answer> answers) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        answers.forEach(answer -> list.add(Json.createObjectBuilder()
                .add("at", answer.at().toString())
                .add("kind", answer.kind().word())
                .add("recipient", answer.recipient())
                .add("status", text(answer.status()))
                .add("to", answer.to())));
        return list;
    }

    /** Everything about one mail except its octets and the dialogue. */
    static JsonObject detail(StoredMail mail, List<Answer> answers) throws IOException {
        MailView view = MailView.of(mail.content()::open);
        return summary(MailSummary.of(mail), answers)
                .add("envelope", envelope(mail))
                .add("fields", fields(view))
                .add("text", text(view.reading().text()))
                .add("html", text(view.reading().html()))
                .add("parts", parts(view))
                .add("signature", signature(view.signature(), mail.receivedAt()))
                .add("readReceiptTo", text(view.readReceiptTo()))
                .add("findings", findings(MailFindings.of(mail, view)))
                .add("answers", answers(answers))
                .build();
    }

    private static JsonArrayBuilder findings(List<Finding> findings) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        findings.forEach(finding -> list.add(Json.createObjectBuilder()
                .add("level", finding.level().name())
                .add("text", finding.text())
                .add("rule", finding.rule())));
        return list;
    }

    private static JsonObjectBuilder envelope(StoredMail mail) {
        JsonArrayBuilder recipients = Json.createArrayBuilder();
        mail.recipients().forEach(recipient -> recipients.add(command(recipient)));
        return Json.createObjectBuilder()
                .add("mail", command(mail.mail()))
                .add("recipients", recipients)
                .add("client", mail.client())
                .add("user", text(mail.user()))
                .add("tls", text(mail.tls()));
    }

    private static JsonObjectBuilder command(EnvelopeCommand command) {
        JsonObjectBuilder parameters = Json.createObjectBuilder();
        command.parameters().forEach(parameters::add);
        return Json.createObjectBuilder()
                .add("line", command.line())
                .add("address", command.address())
                .add("parameters", parameters);
    }

    private static JsonArrayBuilder fields(MailView view) {
        JsonArrayBuilder fields = Json.createArrayBuilder();
        view.reading()
                .fields()
                .forEach(field -> fields.add(Json.createObjectBuilder()
                        .add("name", field.name())
                        .add("raw", MailSummary.cut(field.raw(), MAX_RAW_FIELD))
                        .add("value", MailSummary.cut(field.value(), MAX_RAW_FIELD))));
        return fields;
    }

    private static JsonValue text(Optional<?> text) {
        if (text.isEmpty()) return JsonValue.NULL;
        if (text.get() instanceof DecodedText decoded) {
            return Json.createObjectBuilder()
                    .add("text", MailSummary.cut(decoded.text(), MAX_TEXT))
                    .add("charset", decoded.charset())
                    .add("guessed", decoded.isGuessed())
                    .build();
        }
        return Json.createValue(text.get().toString());
    }

    private static JsonArrayBuilder parts(MailView view) {
        JsonArrayBuilder parts = Json.createArrayBuilder();
        List<ReadPart> all = view.reading().parts();
        LineNumbers lines = view.lines();
        for (int number = 0; number < all.size(); number++) parts.add(part(number, all.get(number), lines));
        return parts;
    }

    private static JsonObjectBuilder part(int number, ReadPart part, LineNumbers lines) {
        byte[] content = part.isMultipart() ? new byte[0] : part.content();
        return Json.createObjectBuilder()
                .add("number", number)
                .add("depth", part.depth())
                .add("mediaType", part.mediaType())
                .add("charset", text(part.typeParameter("charset")))
                .add("encoding", part.encoding())
                .add("disposition", text(part.disposition()))
                .add("fileName", text(part.fileName()))
                .add("contentId", text(part.contentId()))
                .add("attachment", part.isAttachment())
                .add("image", HtmlFrame.IMAGES.contains(part.mediaType()))
                .add("sizeOctets", content.length)
                .add("sha256", part.isMultipart() ? JsonValue.NULL : Json.createValue(sha256(content)))
                .add("firstLine", lines.at(part.bodyFrom()))
                .add("lastLine", lines.at(Math.max(part.bodyFrom(), part.bodyTo() - 1)));
    }

    private static JsonObjectBuilder signature(SignatureReport report, Instant receivedAt) {
        JsonArrayBuilder signers = Json.createArrayBuilder();
        report.signers().forEach(signer -> signers.add(signer(signer, receivedAt)));
        return Json.createObjectBuilder()
                .add("state", report.state().name())
                .add("coverage", report.coverage().name())
                .add("match", report.match().name())
                .add("protectedFields", sorted(report.header().same()))
                .add("alteredFields", sorted(report.header().different()))
                .add("reason", report.reason())
                .add("signers", signers);
    }

    private static JsonObjectBuilder signer(SignatureReport.Signer signer, Instant receivedAt) {
        return Json.createObjectBuilder()
                .add("subject", signer.subject())
                .add("issuer", signer.issuer())
                .add("chain", Json.createArrayBuilder(signer.chain()))
                .add("addresses", sorted(signer.addresses()))
                .add("notBefore", signer.notBefore().toString())
                .add("notAfter", signer.notAfter().toString())
                .add("validAtArrival", signer.isValidAt(receivedAt))
                .add("algorithm", signer.algorithm())
                .add("selfSigned", signer.selfSigned())
                .add("state", signer.judgement().state().name())
                .add("match", signer.judgement().match().name())
                .add("chainJudged", signer.judgement().chain().name())
                .add("revocation", signer.judgement().revocation().name())
                .add("timeStamp", signer.judgement().timeStamp().name());
    }

    private static JsonArrayBuilder sorted(Collection<String> texts) {
        return Json.createArrayBuilder(texts.stream().sorted().toList());
    }

    static JsonArray dialogue(List<DialogueLine> lines) {
        JsonArrayBuilder dialogue = Json.createArrayBuilder();
        lines.forEach(line -> dialogue.add(Json.createObjectBuilder()
                .add("at", line.at().toString())
                .add("speaker", line.speaker().name())
                .add("text", line.text())
                .add("flight", line.flight())));
        return dialogue.build();
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
