package org.qdmail.smtp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A program that has said everything and takes so many octets. */
final class BrokenProcess extends Process {
    private final InputStream said;
    private int room;

    BrokenProcess(String said, int room) {
        this.room = room;
        this.said = new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                room -= length;
                if (room < 0) throw new IOException("Broken pipe");
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return said;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public boolean isAlive() {
        return false;
    }

    @Override
    public int waitFor() {
        return 1;
    }

    @Override
    public int exitValue() {
        return 1;
    }

    @Override
    public void destroy() {
        room = 0;
    }
}
