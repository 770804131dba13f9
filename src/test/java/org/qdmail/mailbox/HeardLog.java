package org.qdmail.mailbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Listens to what the SMTP server writes into the log. */
final class HeardLog extends Handler {
    private static final Logger SERVER = Logger.getLogger("org.qdmail.smtpserver");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private HeardLog() {}

    static HeardLog listening() {
        HeardLog log = new HeardLog();
        SERVER.addHandler(log);
        return log;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        SERVER.removeHandler(this);
    }
}
