package org.qdmail.bench;

import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with the connection pool of its batch module. */
final class SimpleJavaMail implements Sender {
    private final Workload workload;
    private final Mailer mailer;

    private SimpleJavaMail(Workload workload, int port, int connections) {
        this.workload = workload;
        this.mailer = MailerBuilder.withSMTPServer("127.0.0.1", port)
                .withTransportStrategy(TransportStrategy.SMTP)
                .withConnectionPoolCoreSize(connections)
                .withConnectionPoolMaxSize(connections)
                .buildMailer();
    }

    static Contender contender() {
        return Contender.inProcess("simple java mail", SimpleJavaMail::new);
    }

    @Override
    public void send(int thread) {
        mailer.sendMail(compose(), false).join();
    }

    private Email compose() {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .from(Workload.FROM)
                .withSubject(workload.subject())
                .withPlainText(workload.text());
        for (String recipient : workload.recipients()) builder.to(recipient);
        if (workload.isHtml()) {
            builder.withHTMLText(workload.html())
                    .withEmbeddedImage(Workload.CID, workload.image(), "image/png")
                    .withAttachment("order.pdf", workload.attachment(), "application/pdf");
        }
        return builder.buildEmail();
    }

    @Override
    public void close() {
        mailer.shutdownConnectionPool();
    }
}
