package org.qdmail.smtpserver;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One piece of misbehaviour of the server. As made by {@link SmtpServer#script} it happens at each such
 * command; the methods here narrow it, and should be called before anything is sent.
 */
public final class ScriptStep {
    private final String command;
    private final Misbehaviour misbehaviour;
    private final long mailsBefore;
    private final AtomicInteger matches = new AtomicInteger();
    private volatile int occurrence;
    private volatile int mail;

    ScriptStep(String command, Misbehaviour misbehaviour, long mailsBefore) {
        this.command = command.toUpperCase(Locale.ROOT);
        this.misbehaviour = misbehaviour;
        this.mailsBefore = mailsBefore;
    }

    /** Only the next time. */
    public ScriptStep once() {
        return occurrence(1);
    }

    /** Only the n-th time, counted from 1 within the mails that {@link #mail} leaves. */
    public ScriptStep occurrence(int n) {
        if (n < 1) throw new IllegalArgumentException("occurrence " + n + "; they are counted from 1");
        occurrence = n;
        return this;
    }

    /** Only while the n-th mail from now on is handed over, counted from 1 by MAIL commands. */
    public ScriptStep mail(int n) {
        if (n < 1) throw new IllegalArgumentException("mail " + n + "; they are counted from 1");
        mail = n;
        return this;
    }

    /** Counts the command if this step is about it. */
    boolean happensAt(String verb, long mailNumber) {
        if (!command.equals(verb) && !command.equals("*")) return false;
        if (mail > 0 && mailNumber != mailsBefore + mail) return false;
        int match = matches.incrementAndGet();
        return occurrence == 0 || occurrence == match;
    }

    Misbehaviour misbehaviour() {
        return misbehaviour;
    }
}
