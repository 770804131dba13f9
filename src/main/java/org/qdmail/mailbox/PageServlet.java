package org.qdmail.mailbox;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qdmail.address.LoopbackHost;

/**
 * The page of the mailbox, at {@code /mail/} below the application's root: a few files of this jar, and nothing from any
 * other host. A servlet, because static files of a jar are not served where its classes are unpacked, and to say what a
 * browser may do with them.
 */
@WebServlet("/mail/*")
public class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    /** No name leads out of the directory of the page. */
    private static final Pattern NAME = Pattern.compile("/[a-z-]{1,40}\\.(html|css|js|svg)");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(request.getContextPath() + "/mail/"); // relative addresses need the slash
            return;
        }
        String name = path.equals("/") ? "/index.html" : path;
        Matcher file = NAME.matcher(name);
        boolean isServed = SharedMailbox.ofApplication().page().isPresent();
        boolean isThere = file.matches() && PageServlet.class.getResource("page" + name) != null;
        if (!isThere || !isServed || !LoopbackHost.isLoopback(hostOf(request))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(TYPES.get(file.group(1)));
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
        copy(name, response);
    }

    /** HTTP/2 has no Host field: its :authority becomes the server's name (RFC 9113 section 8.3.1). */
    private static String hostOf(HttpServletRequest request) {
        String header = request.getHeader("Host");
        return header != null ? header : request.getServerName();
    }

    private static void copy(String file, HttpServletResponse response) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream("page" + file)) {
            if (in == null) throw new AssertionError("the jar lacks " + file);
            in.transferTo(response.getOutputStream());
        }
    }
}
