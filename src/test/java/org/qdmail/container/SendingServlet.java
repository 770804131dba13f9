package org.qdmail.container;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.qdmail.MailService;

/** Sends one mail for each request, and leaves a weak trace of the application's class loader in the server. */
@WebServlet("/send")
@SuppressWarnings("serial")
public class SendingServlet extends HttpServlet {

    static final String TRACES = "org.qdmail.container.loaders";

    @Inject
    transient MailService mail;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        traces().add(new WeakReference<>(getClass().getClassLoader()));
        int accepted = mail.send("taro@example.com", request.getParameter("subject"), "Thank you.")
                .requireAllAccepted()
                .outcomes()
                .size();
        response.setContentType("text/plain");
        response.getWriter().print(accepted + " accepted");
    }

    /** Made of the JDK's classes only, so that it keeps no application alive. */
    @SuppressWarnings("unchecked")
    static Collection<WeakReference<ClassLoader>> traces() {
        return (Collection<WeakReference<ClassLoader>>)
                System.getProperties().computeIfAbsent(TRACES, key -> new ConcurrentLinkedQueue<>());
    }
}
