package org.qdmail.container;

import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;

/** Sends a Jakarta Mail message of the application's, and tells whether the way back gives the same octets. */
@WebServlet("/jakarta")
@SuppressWarnings("serial")
public class JakartaMailServlet extends HttpServlet {

    @Inject
    transient MailService mail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Session session = Session.getInstance(new Properties());
        response.setContentType("text/plain");
        try (RenderedMail rendered = RenderedMail.of(message(session))) {
            int accepted = mail.send(rendered).requireAllAccepted().outcomes().size();
            ByteArrayOutputStream there = new ByteArrayOutputStream();
            rendered.writeTo(there);
            ByteArrayOutputStream andBack = new ByteArrayOutputStream();
            rendered.toMimeMessage(session).writeTo(andBack);
            boolean same = there.toString(StandardCharsets.UTF_8).equals(andBack.toString(StandardCharsets.UTF_8));
            response.getWriter().print(accepted + " accepted, same octets: " + same);
        } catch (MessagingException failure) {
            throw new ServletException(failure);
        }
    }

    private static MimeMessage message(Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom("shop@example.com");
        message.setRecipients(MimeMessage.RecipientType.TO, "taro@example.com");
        message.setSubject("made by Jakarta Mail");
        message.setText("Thank you.\nYour shop");
        message.saveChanges();
        return message;
    }
}
