package org.qdmail.bench;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Date;
import java.util.Properties;
import javax.net.SocketFactory;

/** The mail of a workload as users of Jakarta Mail write it. */
final class AngusMessages {
    private AngusMessages() {}

    static Session session(int port, boolean noDelay) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.localhost", "bench.example.com");
        properties.put("mail.smtp.quitwait", "false");
        if (noDelay) properties.put("mail.smtp.socketFactory", new NoDelay());
        return Session.getInstance(properties);
    }

    static Session overTls(int port, TlsFiles files) {
        Session session = session(port, false);
        session.getProperties().put("mail.smtp.ssl.enable", "true");
        session.getProperties()
                .put("mail.smtp.ssl.socketFactory", files.clients().getSocketFactory());
        return session;
    }

    static MimeMessage compose(Session session, Workload workload) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(Workload.FROM));
        message.setRecipients(Message.RecipientType.TO, recipients(workload));
        message.setSubject(workload.subject());
        message.setSentDate(new Date());
        if (workload.isHtml()) message.setContent(mixed(workload));
        else message.setText(workload.text());
        return message;
    }

    static Address[] recipients(Workload workload) throws MessagingException {
        Address[] addresses = new Address[workload.recipients().size()];
        for (int at = 0; at < addresses.length; at++)
            addresses[at] = new InternetAddress(workload.recipients().get(at));
        return addresses;
    }

    private static MimeMultipart mixed(Workload workload) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(workload.text());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(workload.html(), "us-ascii", "html");
        MimeBodyPart image = octets(workload.image(), "image/png");
        image.setContentID('<' + Workload.CID + '>');
        image.setDisposition(Part.INLINE);
        MimeMultipart related = new MimeMultipart("related", html, image);
        MimeMultipart alternative = new MimeMultipart("alternative", plain, wrapped(related));
        MimeBodyPart attachment = octets(workload.attachment(), "application/pdf");
        attachment.setFileName("order.pdf");
        return new MimeMultipart("mixed", wrapped(alternative), attachment);
    }

    private static BodyPart wrapped(MimeMultipart multipart) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(multipart);
        return part;
    }

    private static MimeBodyPart octets(byte[] octets, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
        return part;
    }

    /** Without it, writes of 8 kB wait for delayed acknowledgements. */
    private static final class NoDelay extends SocketFactory {
        @Override
        public Socket createSocket() throws java.io.IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
