package org.qdmail.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.qdmail.address.LoopbackHost;
import org.qdmail.failure.RestFaults;
import org.qdmail.rest.Problem.Kind;
import org.qdmail.settings.RestSettings;
import org.qdmail.settings.RestSettings.Authentication;
import org.qdmail.settings.RestSettings.Rate;

/**
 * Lets in only known callers with the right role, within their rate; never a page of another origin. It stands before
 * our resources wherever they are published, and opens them in our own application alone.
 */
@Provider
@Guarded
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class Guard implements ContainerRequestFilter, ContainerResponseFilter {
    @Context
    @SuppressWarnings("NullAway.Init")
    Configuration configuration;

    @Context
    @SuppressWarnings("NullAway.Init")
    ResourceInfo resource;

    @Inject
    @SuppressWarnings("NullAway.Init")
    OpenDesk desk;

    @Override
    public void filter(ContainerRequestContext request) {
        refusal(request).ifPresent(problem -> request.abortWith(problem.response()));
    }

    private Optional<Problem> refusal(ContainerRequestContext request) {
        boolean isOurs = configuration.getProperty(MailApplication.MARK) != null;
        if (!isOurs || !desk.isOpen()) return Optional.of(Problem.of(Kind.NOT_FOUND, List.of()));
        RestSettings settings = desk.get().settings();
        Optional<Problem> foreign = foreign(request, settings);
        if (foreign.isPresent()) return foreign;
        Caller caller = Caller.of(request.getSecurityContext(), settings);
        if (!caller.isKnown()) return Optional.of(Problem.of(Kind.NOT_LOGGED_IN, RestFaults.notLoggedIn()));
        NeedsRole needed = resource.getResourceMethod().getAnnotation(NeedsRole.class);
        if (needed == null) throw new AssertionError("no role at " + resource.getResourceMethod());
        if (!caller.has(needed.value())) return Optional.of(Problem.of(Kind.NOT_ALLOWED, RestFaults.roleMissing()));
        return HttpMethod.POST.equals(request.getMethod()) ? tooFast(caller, settings) : Optional.empty();
    }

    /** A page of another origin, or a name of somebody else's that leads to this machine. */
    private static Optional<Problem> foreign(ContainerRequestContext request, RestSettings settings) {
        String host = host(request);
        @Nullable String origin = request.getHeaderString("Origin");
        if (origin != null && !isSame(origin, host)) {
            return Optional.of(Problem.of(Kind.NOT_ALLOWED, RestFaults.foreignOrigin()));
        }
        if (settings.authentication() == Authentication.NONE && !LoopbackHost.isLoopback(host)) {
            return Optional.of(Problem.of(Kind.NOT_ALLOWED, RestFaults.foreignHost()));
        }
        return Optional.empty();
    }

    /** HTTP/2 has no Host field: its :authority is in the request's address (RFC 9113 section 8.3.1). */
    private static String host(ContainerRequestContext request) {
        @Nullable String header = request.getHeaderString(HttpHeaders.HOST);
        return header != null
                ? header
                : String.valueOf(request.getUriInfo().getRequestUri().getAuthority());
    }

    private static boolean isSame(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private Optional<Problem> tooFast(Caller caller, RestSettings settings) {
        Rate rate = settings.caller(caller.name()).rate();
        OptionalInt wait = desk.get().rates().take(caller.name(), rate);
        if (wait.isEmpty()) return Optional.empty();
        return Optional.of(Problem.of(
                        Kind.TOO_MANY_REQUESTS,
                        RestFaults.tooManyRequests(rate.count(), rate.time().toString()))
                .retryAfter(wait.getAsInt()));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!desk.isOpen()) return;
        if (response.getStatus() == Kind.NOT_LOGGED_IN.status() && !headers.containsKey(HttpHeaders.WWW_AUTHENTICATE)) {
            boolean isToken = desk.get().settings().authentication() == Authentication.JWT;
            headers.putSingle(HttpHeaders.WWW_AUTHENTICATE, isToken ? "Bearer" : "Basic realm=\"mail\"");
        }
    }
}
