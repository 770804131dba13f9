package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;

/** While the service is off, every path and method of it answers 404, as if it were not there. */
@PreMatching
@Dependent
public class Switch implements ContainerRequestFilter {
    @Inject
    @SuppressWarnings("NullAway.Init")
    OpenDesk desk;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!desk.isOpen()) {
            request.abortWith(Problem.of(Problem.Kind.NOT_FOUND, List.of()).response());
        }
    }
}
