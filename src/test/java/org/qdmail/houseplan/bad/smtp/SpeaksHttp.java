package org.qdmail.houseplan.bad.smtp;

import jakarta.ws.rs.core.Response;

final class SpeaksHttp {
    Class<?> answer = Response.class;
}
