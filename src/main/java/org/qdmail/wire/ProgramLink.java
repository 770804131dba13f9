package org.qdmail.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The standard input and output of a program on this machine. */
final class ProgramLink implements Link {
    /** What a program has to end by itself after everything was said. */
    private static final long GRACE_SECONDS = 10;

    private final Process program;

    ProgramLink(Process program) {
        this.program = program;
    }

    @Override
    public InputStream getInputStream() {
        return program.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return program.getOutputStream();
    }

    @Override
    public RawSocket.Sight peek() {
        try {
            if (program.getInputStream().available() > 0) return RawSocket.Sight.OCTETS;
        } catch (IOException closed) {
            return RawSocket.Sight.GONE;
        }
        return program.isAlive() ? RawSocket.Sight.QUIET : RawSocket.Sight.GONE;
    }

    /**
     * By handle, as {@code Process.destroyForcibly} would end the input itself and wait for the one who writes to it; the
     * children too, who have the same output, so that whoever reads it sees its end.
     */
    @Override
    public void abort() {
        if (!program.isAlive()) return; // its number may be another one's by now
        List<ProcessHandle> children = program.descendants().toList();
        program.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** The end of its input tells it to end. A thread of its own, as that waits for who may be writing. */
    @Override
    public void hangUp() {
        if (!program.isAlive()) return;
        Thread ending = new Thread(this::endInput, "qdmail-smtp-hangup");
        ending.setDaemon(true);
        ending.start();
        program.onExit()
                .completeOnTimeout(program, GRACE_SECONDS, TimeUnit.SECONDS)
                .thenRun(this::abort);
    }

    private void endInput() {
        try {
            getOutputStream().close();
        } catch (IOException gone) {
            abort();
        }
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }
}
