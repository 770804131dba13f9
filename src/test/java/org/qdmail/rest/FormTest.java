// SPDX-License-Identifier: Apache-2.0
package org.qdmail.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.message.Attachment;
import org.qdmail.message.MailMessage;

/** Requests as streams: forms, files on their way to the disk, and what is cut or hostile. */
class FormTest {
    private static final String MESSAGE =
            "{\"to\": [\"taro@example.jp\"], \"html\": \"<img src='cid:logo'>\", \"subject\": \"x\"}";
    private static final String FIRST = "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n"
            + "Content-Type: application/json\r\n\r\n" + MESSAGE + "\r\n";
    private static final String LOGO = "--b\r\nContent-Disposition: form-data; name=\"inline\"; filename=\"l.png\"\r\n"
            + "Content-Type: image/png\r\nContent-ID: <logo>\r\n\r\nPNG\r\n";
    private static final long MOST = 30L << 20;

    @TempDir
    Path spool;

    private HeldContents contents() {
        return new HeldContents(spool);
    }

    private static String file(String disposition, String octets) {
        return "--b\r\nContent-Disposition: form-data; name=\"attachment\"; " + disposition
                + "\r\nContent-Type: text/csv\r\n\r\n" + octets + "\r\n";
    }

    private RequestReading read(String form, HeldContents contents) throws UnreadableRequest {
        BodyHead head = new BodyHead("multipart/form-data; boundary=b", false, -1);
        return RequestReading.of(head, new ByteArrayInputStream(form.getBytes(UTF_8)), MOST, contents);
    }

    private String problem(String form) throws IOException {
        try (HeldContents contents = contents()) {
            RequestReading request = read(form, contents);
            List<String> faults = request.faults().all().stream()
                    .map(fault -> fault.number() + ' ' + fault.place())
                    .toList();
            return faults.isEmpty() ? "none" : String.join(" ", faults);
        } catch (UnreadableRequest refused) {
            return refused.problem().kind() + " "
                    + refused.problem().faults().get(0).number();
        }
    }

    @Test
    void filesOfAFormBecomeInlinePartsAndAttachments() throws Exception {
        String form = FIRST + LOGO + file("filename=\"\u8868 1.csv\"", "a,b\r\n--bc\r\n") + "--b--\r\n";
        try (HeldContents contents = contents()) {
            MailMessage message = read(form, contents).built();

            assertThat(message.inlineParts()).extracting("cid").containsExactly("logo");
            Attachment attachment = message.attachments().get(0);
            assertThat(attachment.name()).isEqualTo("\u8868 1.csv");
            assertThat(attachment.content().mediaType()).isEqualTo("text/csv");
            try (InputStream in = attachment.content().open()) {
                assertThat(in).hasContent("a,b\r\n--bc\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filename=\"say %22hi%22.txt\"",
                "filename*=UTF-8''say%20%22hi%22.txt; filename=\"other.txt\"",
                "filename=\"say \\\"hi\\\".txt\""
            })
    void nameOfAFileIsReadInEveryForm(String disposition) throws Exception {
        try (HeldContents contents = contents()) {
            String form = FIRST + LOGO + file(disposition, "x") + "--b--\r\n";
            assertThat(read(form, contents).built().attachments().get(0).name()).isEqualTo("say \"hi\".txt");
        }
    }

    static Stream<Arguments> brokenForms() {
        return Stream.of(
                Arguments.of("no parts", "--b--\r\n", "UNREADABLE MAIL-1101"),
                Arguments.of("nothing", "", "UNREADABLE MAIL-1101"),
                Arguments.of("cut in a file", FIRST + LOGO.substring(0, LOGO.length() - 4), "UNREADABLE MAIL-1101"),
                Arguments.of("cut behind a part", FIRST + LOGO, "UNREADABLE MAIL-1101"),
                Arguments.of("first part is a file", LOGO + FIRST + "--b--\r\n", "UNREADABLE MAIL-1101"),
                Arguments.of(
                        "message is no JSON",
                        FIRST.replace("application/json", "text/plain") + "--b--\r\n",
                        "UNREADABLE MAIL-1101"),
                Arguments.of(
                        "101 parts", FIRST + file("filename=a", "x").repeat(100) + "--b--\r\n", "UNREADABLE MAIL-1101"),
                Arguments.of(
                        "part header of 9 KiB",
                        FIRST + file("filename=\"" + "a".repeat(9_000) + "\"", "x") + "--b--\r\n",
                        "UNREADABLE MAIL-1101"),
                Arguments.of(
                        "encoded part",
                        FIRST + LOGO.replace("Content-ID", "Content-Transfer-Encoding: base64\r\nContent-ID")
                                + "--b--\r\n",
                        "UNREADABLE MAIL-1101"),
                Arguments.of(
                        "unknown part",
                        FIRST + LOGO.replace("\"inline\"", "\"other\"") + "--b--\r\n",
                        "UNREADABLE MAIL-1101"),
                Arguments.of("no name", FIRST + file("x=y", "x") + "--b--\r\n", "MAIL-1101 #part2/filename"),
                Arguments.of("path", FIRST + file("filename=\"../x\"", "x") + "--b--\r\n", "MAIL-0242 #part2/filename"),
                Arguments.of(
                        "line end",
                        FIRST + file("filename=\"a%0D%0Ab\"", "x") + "--b--\r\n",
                        "MAIL-0242 #part2/filename"),
                Arguments.of(
                        "type",
                        FIRST + LOGO.replace("image/png", "multipart/mixed") + "--b--\r\n",
                        "MAIL-0243 #part2/Content-Type"),
                Arguments.of(
                        "cid", FIRST + LOGO.replace("<logo>", "<a b>") + "--b--\r\n", "MAIL-0230 #part2/Content-ID"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenForms")
    void brokenFormIsRefused(String what, String form, String problem) throws IOException {
        assertThat(problem(form)).isEqualTo(problem);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void formWithoutBoundaryIsRefused() throws IOException {
        try (HeldContents contents = contents()) {
            UnreadableRequest refused = catchThrowableOfType(
                    UnreadableRequest.class,
                    () -> RequestReading.of(
                            new BodyHead("multipart/form-data", false, -1),
                            new ByteArrayInputStream((FIRST + "--b--\r\n").getBytes(UTF_8)),
                            MOST,
                            contents));
            assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.UNREADABLE);
        }
    }

    @Test
    void sameFormUnderAnotherBoundaryIsTheSameRequest() throws Exception {
        String form = FIRST + LOGO + "--b--\r\n";
        try (HeldContents contents = contents()) {
            String digest = read(form, contents).digest();
            RequestReading other = RequestReading.of(
                    new BodyHead("multipart/form-data; boundary=other", false, -1),
                    new ByteArrayInputStream(form.replace("--b", "--other").getBytes(UTF_8)),
                    MOST,
                    contents);

            assertThat(other.digest()).isEqualTo(digest);
            assertThat(read(form.replace("PNG", "PNH"), contents).digest()).isNotEqualTo(digest);
            assertThat(read(form.replace("l.png", "m.png"), contents).digest()).isNotEqualTo(digest);
        }
    }

    /** Twenty MiB cost a file and less than two MiB of heap, counted as what the thread allocates in all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeFileNeverStandsInHeap(boolean isForm) throws Exception {
        long size = 20L << 20;
        for (int round = 0; round < 2; round++) {
            try (HeldContents contents = contents();
                    InputStream body = isForm ? form(size) : json(size)) {
                String type = isForm ? "multipart/form-data; boundary=b" : "application/json";
                com.sun.management.ThreadMXBean threads =
                        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
                long before = threads.getCurrentThreadAllocatedBytes();
                RequestReading request = RequestReading.of(new BodyHead(type, false, -1), body, MOST, contents);
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;

                try (InputStream in = request.message()
                        .builder
                        .build()
                        .attachments()
                        .get(0)
                        .content()
                        .open()) {
                    assertThat(in.skip(size)).isEqualTo(size);
                    assertThat(in.read()).isEqualTo(-1);
                }
                if (round > 0) assertThat(allocated).isLessThan(2L << 20); // the first round loads classes
            }
        }
        assertThat(spool).isEmptyDirectory();
    }

    private static InputStream form(long size) {
        String start = FIRST + LOGO + file("filename=a", "").stripTrailing() + "\r\n\r\n";
        return joined(start, octets(size, (byte) 'x'), "\r\n--b--\r\n");
    }

    private static InputStream json(long size) {
        String start = MESSAGE.replace("<img src='cid:logo'>", "y")
                .replace("}", ", \"attachments\": [{\"name\": \"a\", \"content\": \"");
        long characters = (size + 2) / 3 * 4;
        String end = Base64.getEncoder().encodeToString(new byte[(int) (size % 3)]);
        return joined(start, octets(characters - end.length(), (byte) 'A'), end + "\"}]}");
    }

    private static InputStream joined(String start, InputStream middle, String end) {
        return new SequenceInputStream(Collections.enumeration(
                Stream.of(bytes(start), middle, bytes(end)).collect(Collectors.toList())));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream octets(long count, byte octet) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? octet : -1;
            }

            @Override
            public int read(byte[] block, int offset, int length) {
                if (left <= 0) return -1;
                int given = (int) Math.min(length, left);
                java.util.Arrays.fill(block, offset, offset + given, octet);
                left -= given;
                return given;
            }
        };
    }

    @Test
    void fileIsGoneWhenTheRequestIs() throws Exception {
        HeldContents contents = contents();
        Attachment attachment;
        try (contents) {
            String form = FIRST + LOGO + file("filename=a", "x".repeat(100_000)) + "--b--\r\n";
            attachment = read(form, contents).built().attachments().get(0);
            assertThat(Files.list(spool)).as("a file without a name").isEmpty();
        }
        assertThat(catchThrowableOfType(
                        IOException.class, () -> attachment.content().open().readAllBytes()))
                .isNotNull();
    }
}
