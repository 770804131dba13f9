// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps what servers answered below target/http-answers: {@code .ci/secrets} seeks the secrets of the tests there too. */
final class Answers {
    private static final Path FOLDER = Path.of("target/http-answers");

    private Answers() {}

    static BodyHandler<byte[]> octets() {
        return answer -> BodySubscribers.mapping(BodySubscribers.ofByteArray(), body -> keep(answer, body));
    }

    static BodyHandler<String> text() {
        return answer ->
                BodySubscribers.mapping(octets().apply(answer), body -> new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] keep(ResponseInfo answer, byte[] body) {
        try {
            Files.createDirectories(FOLDER);
            Path file = Files.createTempFile(FOLDER, "answer", "");
            Files.writeString(file, answer.headers().map() + "\n");
            Files.write(file, body, StandardOpenOption.APPEND);
            return body;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
