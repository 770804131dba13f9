package org.qdmail.houseplan.bad.smtp;

import org.apache.james.mime4j.stream.MimeTokenStream;

final class UsesMime4j {
    Class<?> tokens = MimeTokenStream.class;
}
