package org.qdmail.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qdmail.failure.RestFaults;

/** What the container refuses before our code is reached, in the form of our other refusals. */
public class ContainerRefusals implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException exception) {
        Response given = exception.getResponse();
        Optional<Problem.Kind> kind = Arrays.stream(Problem.Kind.values())
                .filter(each -> each.status() == given.getStatus() && given.getStatus() < 500)
                .findFirst();
        if (kind.isEmpty()) return given;
        boolean isType = kind.get() == Problem.Kind.UNSUPPORTED_MEDIA_TYPE;
        Response.ResponseBuilder response = Response.fromResponse(
                Problem.of(kind.get(), isType ? List.of(RestFaults.mediaType(RequestReading.ALLOWED)) : List.of())
                        .response());
        Object allow = given.getHeaders().getFirst(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }
}
