package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.address.LoopbackHost;
import org.qdmail.failure.MailboxFaults;

/**
 * Lets in only what comes from this machine and, when it changes something, from our page: against pages of others that
 * guess the address, and against names of others that resolve to 127.0.0.1.
 */
@Provider
@MailboxOnly
@Dependent
public class MailboxFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** A foreign page cannot send it without a preflight, which nobody answers. */
    static final String CHANGE_HEADER = "X-Qdmail-Mailbox";

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Context
    @SuppressWarnings("NullAway.Init")
    Configuration configuration;

    @Override
    public void filter(ContainerRequestContext request) {
        refusal(request).ifPresent(request::abortWith);
    }

    private Optional<Response> refusal(ContainerRequestContext request) {
        if (configuration.getProperty(MailboxApplication.MARK) == null) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        if (!LoopbackHost.isLoopback(hostOf(request))) {
            return Optional.of(Refusals.of(Response.Status.FORBIDDEN, MailboxFaults.foreignHost()));
        }
        boolean changes = !READING.contains(request.getMethod());
        if (changes && request.getHeaderString(CHANGE_HEADER) == null) {
            return Optional.of(
                    Refusals.of(Response.Status.FORBIDDEN, MailboxFaults.changeWithoutHeader(CHANGE_HEADER)));
        }
        return Optional.empty();
    }

    /** HTTP/2 has no Host field: its :authority is in the request's address (RFC 9113 section 8.3.1). */
    private static String hostOf(ContainerRequestContext request) {
        String header = request.getHeaderString("Host");
        if (header != null) return header;
        return String.valueOf(request.getUriInfo().getRequestUri().getAuthority());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putIfAbsent("Content-Security-Policy", List.of("default-src 'none'; frame-ancestors 'none'"));
        headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
        headers.putSingle("Cache-Control", "no-cache");
    }
}
