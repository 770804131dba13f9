package org.qdmail.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.TimeUnit;

/** The mail client of Vert.x, with its pool and with pipelining. */
final class VertxMail implements Sender {
    /** With many connections it was seen to wait for ever now and then. */
    private static final int PATIENCE_SECONDS = 5;

    private final Workload workload;
    private final Vertx vertx = Vertx.vertx();
    private final MailClient client;

    private VertxMail(Workload workload, int port, int connections) {
        this.workload = workload;
        this.client = MailClient.create(
                vertx,
                new MailConfig("127.0.0.1", port)
                        .setOwnHostname("bench.example.com")
                        .setMaxPoolSize(connections)
                        .setKeepAlive(true)
                        .setPipelining(true));
    }

    static Contender contender() {
        return Contender.inProcess("vert.x mail", VertxMail::new);
    }

    @Override
    public void send(int thread) {
        client.sendMail(compose())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private MailMessage compose() {
        MailMessage message = new MailMessage()
                .setFrom(Workload.FROM)
                .setTo(workload.recipients())
                .setSubject(workload.subject())
                .setText(workload.text());
        if (!workload.isHtml()) return message;
        return message.setHtml(workload.html())
                .setInlineAttachment(attachment(workload.image(), "image/png")
                        .setDisposition("inline")
                        .setContentId('<' + Workload.CID + '>'))
                .setAttachment(
                        attachment(workload.attachment(), "application/pdf").setName("order.pdf"));
    }

    private static MailAttachment attachment(byte[] octets, String type) {
        return MailAttachment.create().setData(Buffer.buffer(octets)).setContentType(type);
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
