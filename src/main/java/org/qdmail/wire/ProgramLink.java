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
    private final ProgramOutput output;

    ProgramLink(Process program) {
        this.program = program;
        this.output = new ProgramOutput(program.getInputStream());
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public OutputStream getOutputStream() {
        return program.getOutputStream();
    }

    @Override
    public RawSocket.Sight peek() {
        if (output.available() > 0) return RawSocket.Sight.OCTETS;
        if (output.isAtItsEnd()) return RawSocket.Sight.GONE;
        return program.isAlive() ? RawSocket.Sight.QUIET : RawSocket.Sight.GONE;
    }

    /**
     * By handle, as {@code Process.destroyForcibly} would end the input itself and wait for the one who writes to it; the
     * children too, who have the same output.
     */
    @Override
    public void abort() {
        output.letGo();
        if (!program.isAlive()) return; // its number may be another one's by now
        List<ProcessHandle> children = program.descendants().toList();
        program.toHandle().destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Whoever waits for its output is let go, and the end of its input tells it to end, from a thread of its own, as that
     * waits for who may be writing.
     */
    @Override
    public void hangUp() {
        output.letGo();
        if (!program.isAlive()) return;
        Thread ending = new Thread(this::endInput, "qdmail-smtp-hangup");
        ending.setDaemon(true);
        try {
            ending.start();
            program.onExit()
                    .completeOnTimeout(program, GRACE_SECONDS, TimeUnit.SECONDS)
                    .thenRun(this::abort);
        } catch (OutOfMemoryError noThread) { // then nobody could see to its end later
            abort();
        }
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
