package org.qdmail.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** A fault of ours: the log has it whole, the caller learns nothing of it. */
public class Unexpected implements ExceptionMapper<RuntimeException> {
    private static final Logger LOG = System.getLogger(Unexpected.class.getName());

    @Override
    public Response toResponse(RuntimeException exception) {
        LOG.log(Level.ERROR, "a request to the mail service failed unexpectedly", exception);
        return Problem.of(Problem.Kind.FAILED, List.of()).response();
    }
}
