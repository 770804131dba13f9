package org.qdmail.mailbox;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qdmail.MailService;
import org.qdmail.smtpserver.DialogueLine.Speaker;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.ScriptStep;

/** The mailbox of an application that runs elsewhere on this machine, over its JSON resource. */
final class RemoteMailbox implements MailboxAccess {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI messages;
    private final URI certificate;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // a busy Open Liberty loses requests that ask for HTTP/2
            .connectTimeout(PATIENCE)
            .build();
    private final InstantSource clock = InstantSource.system();
    private final TestService service = new TestService(this::smtpPort);

    RemoteMailbox(URI application) {
        String root = application.toString();
        String mailbox = root + (root.endsWith("/") ? "" : "/") + "mail/v1/mailbox/";
        messages = URI.create(mailbox + "messages");
        certificate = URI.create(mailbox + "certificate");
    }

    @Override
    public int smtpPort() {
        return object(get("")).getJsonObject("smtp").getInt("port");
    }

    @Override
    public X509Certificate certificate() {
        try {
            return TrustFile.read(send(HttpRequest.newBuilder(certificate).GET()));
        } catch (CertificateException broken) {
            throw new AssertionError("no certificate is what " + certificate + " answers with", broken);
        }
    }

    @Override
    public List<ReceivedMail> received() {
        return mailsIn(object(get("")));
    }

    @Override
    public List<ReceivedMail> await(int count, Duration wait) throws InterruptedException {
        Instant end = clock.instant().plus(wait);
        JsonObject list = object(get("?await=" + count));
        while (list.getInt("total") < count && clock.instant().isBefore(end)) list = object(get("?await=" + count));
        return mailsIn(list);
    }

    private List<ReceivedMail> mailsIn(JsonObject list) {
        List<ReceivedMail> mails = new ArrayList<>();
        for (JsonObject summary : list.getJsonArray("messages").getValuesAs(JsonObject.class)) {
            mails.add(mail(
                    summary.getString("id"), summary.getJsonNumber("sizeOctets").longValueExact()));
        }
        Collections.reverse(mails);
        return mails;
    }

    private ReceivedMail mail(String id, long size) {
        JsonObject envelope = object(get('/' + id)).getJsonObject("envelope");
        List<EnvelopeCommand> recipients = envelope.getJsonArray("recipients").getValuesAs(JsonObject.class).stream()
                .map(RemoteMailbox::command)
                .toList();
        return new ReceivedMail(
                id,
                command(envelope.getJsonObject("mail")),
                recipients,
                dialogue(id),
                size,
                () -> new ByteArrayInputStream(get('/' + id + "/source")));
    }

    private static EnvelopeCommand command(JsonObject command) {
        Map<String, String> parameters = new LinkedHashMap<>();
        command.getJsonObject("parameters")
                .forEach((name, value) -> parameters.put(name, ((JsonString) value).getString()));
        return new EnvelopeCommand(command.getString("line"), command.getString("address"), parameters);
    }

    private List<String> dialogue(String id) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(get('/' + id + "/dialogue")))) {
            JsonArray lines = reader.readArray();
            return lines.getValuesAs(JsonObject.class).stream()
                    .map(line -> Speaker.valueOf(line.getString("speaker")).mark() + ' ' + line.getString("text"))
                    .toList();
        }
    }

    private static JsonObject object(byte[] json) {
        try (InputStream in = new ByteArrayInputStream(json);
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException impossible) {
            throw new AssertionError("closing an array", impossible);
        }
    }

    private byte[] get(String path) {
        return send(HttpRequest.newBuilder(URI.create(messages + path)).GET());
    }

    @Override
    public void clear() {
        send(HttpRequest.newBuilder(messages).DELETE().header(MailboxFilter.CHANGE_HEADER, "test"));
    }

    private byte[] send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 == 2) return response.body();
            throw new AssertionError(
                    request.method() + ' ' + request.uri() + " was answered by " + response.statusCode());
        } catch (IOException unreachable) {
            throw new AssertionError("no mailbox answers at " + request.uri(), unreachable);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + request.uri(), interrupt);
        }
    }

    @Override
    public ScriptStep script(String command, String misbehaviour) {
        throw new UnsupportedOperationException(
                "the mailbox at " + messages + " runs elsewhere: start one to script it");
    }

    @Override
    public void behave() {
        throw new UnsupportedOperationException(
                "the mailbox at " + messages + " runs elsewhere: start one to script it");
    }

    @Override
    public MailService service() {
        return service.service();
    }

    @Override
    public void close() {
        service.close();
    }
}
