package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** What mime4j and Jakarta Mail read in a mail; both have to agree with what was meant. */
final class SecondReading {
    private final Message mime4j;
    private final MimeMessage jakarta;

    SecondReading(byte[] octets) {
        try {
            DefaultMessageBuilder builder = new DefaultMessageBuilder();
            builder.setMimeEntityConfig(MimeConfig.STRICT);
            mime4j = builder.parseMessage(new ByteArrayInputStream(octets));
            jakarta = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
        } catch (IOException | MessagingException failure) {
            throw new AssertionError(failure);
        }
    }

    SecondReading hasStructure(String structure) {
        assertThat(structure(mime4j)).isEqualTo(structure);
        assertThat(read(() -> structure(jakarta))).isEqualTo(structure);
        return this;
    }

    SecondReading hasSubject(String subject) {
        assertThat(mime4j.getSubject()).isEqualTo(subject);
        assertThat(read(jakarta::getSubject)).isEqualTo(subject);
        return this;
    }

    SecondReading hasText(String text) {
        return hasFirst("text/plain", text);
    }

    SecondReading hasHtml(String html) {
        return hasFirst("text/html", html);
    }

    private SecondReading hasFirst(String type, String text) {
        Entity entity = leaves(mime4j)
                .filter(leaf -> leaf.getMimeType().equals(type))
                .findFirst()
                .orElseThrow();
        assertThat(new String(octets(entity), StandardCharsets.UTF_8)).isEqualTo(text);
        Part part = read(() -> parts(jakarta))
                .filter(leaf -> read(() -> leaf.isMimeType(type)))
                .findFirst()
                .orElseThrow();
        assertThat(new String(read(() -> part.getInputStream().readAllBytes()), StandardCharsets.UTF_8))
                .isEqualTo(text);
        return this;
    }

    SecondReading hasFile(String name, byte[] octets) {
        Map<String, byte[]> files = leaves(mime4j)
                .filter(leaf -> leaf.getFilename() != null)
                .collect(Collectors.toMap(
                        leaf -> decoded(leaf.getFilename()), SecondReading::octets, (a, b) -> a, LinkedHashMap::new));
        assertThat(files).containsKey(name);
        assertThat(files.get(name)).isEqualTo(octets);
        Part part = read(() -> parts(jakarta))
                .filter(leaf -> name.equals(read(leaf::getFileName)))
                .findFirst()
                .orElseThrow();
        assertThat(read(() -> part.getInputStream().readAllBytes())).isEqualTo(octets);
        assertThat(read(() -> MimeUtility.decodeText(new ContentType(part.getContentType()).getParameter("name"))))
                .isEqualTo(name);
        return this;
    }

    private static String decoded(String name) {
        return read(() -> MimeUtility.decodeText(name));
    }

    private static String structure(Entity entity) {
        if (!(entity.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart)) return entity.getMimeType();
        return entity.getMimeType()
                + multipart.getBodyParts().stream()
                        .map(SecondReading::structure)
                        .collect(Collectors.joining(" ", "(", ")"));
    }

    private static java.util.stream.Stream<Entity> leaves(Entity entity) {
        return entity.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart
                ? multipart.getBodyParts().stream().flatMap(SecondReading::leaves)
                : java.util.stream.Stream.of(entity);
    }

    private static byte[] octets(Entity leaf) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Body body = leaf.getBody();
        read(() -> {
            ((SingleBody) body).writeTo(out);
            return body;
        });
        return out.toByteArray();
    }

    private static String structure(Part part) throws MessagingException, IOException {
        String type = new ContentType(part.getContentType()).getBaseType();
        if (!part.isMimeType("multipart/*")) return type;
        Multipart multipart = (Multipart) part.getContent();
        StringBuilder structure = new StringBuilder(type).append('(');
        for (int index = 0; index < multipart.getCount(); index++) {
            if (index > 0) structure.append(' ');
            structure.append(structure(multipart.getBodyPart(index)));
        }
        return structure.append(')').toString();
    }

    private static java.util.stream.Stream<Part> parts(Part part) throws MessagingException, IOException {
        if (!part.isMimeType("multipart/*")) return java.util.stream.Stream.of(part);
        Multipart multipart = (Multipart) part.getContent();
        List<Part> parts = new java.util.ArrayList<>();
        for (int index = 0; index < multipart.getCount(); index++) {
            BodyPart child = multipart.getBodyPart(index);
            parts.addAll(parts(child).toList());
        }
        return parts.stream();
    }

    private interface Reading<T> {
        T get() throws MessagingException, IOException, MimeException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (MessagingException | IOException | MimeException failure) {
            throw new AssertionError(failure);
        }
    }
}
