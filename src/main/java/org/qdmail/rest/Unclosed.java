package org.qdmail.rest;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream whose reader may close it without ending what it is a part of. */
final class Unclosed extends FilterInputStream {
    Unclosed(InputStream part) {
        super(part);
    }

    @Override
    public void close() {
        // whoever made the stream closes it
    }
}
