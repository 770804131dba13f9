package org.qdmail.container;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.stream.Stream;

/** Tells what the server still holds: class loaders of applications that sent mail, threads, beans of ours in JMX. */
@WebServlet("/held")
@SuppressWarnings("serial")
public class ObserverServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(valueOf(request.getParameter("what")));
    }

    private static long valueOf(String what) {
        return switch (what) {
            case "traces" -> traces().count();
            case "loaders" -> aliveLoaders();
            case "threads" ->
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().contains("qdmail"))
                        .count();
            case "beans" ->
                ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                        .filter(name -> name.getDomain().contains("qdmail"))
                        .count();
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** Collects the garbage first: a loader that only weak references name is gone then. */
    private static long aliveLoaders() {
        System.gc();
        return traces().filter(trace -> ((WeakReference<?>) trace).get() != null)
                .count();
    }

    private static Stream<?> traces() {
        Object traces = System.getProperties().get("org.qdmail.container.loaders");
        return traces instanceof Collection<?> collection ? collection.stream() : Stream.empty();
    }
}
