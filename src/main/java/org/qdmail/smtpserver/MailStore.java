package org.qdmail.smtpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps the caught mails in the order of their arrival, bounded by number and size: the oldest goes first. */
public final class MailStore {
    private final ServerLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, StoredMail> mails = new LinkedHashMap<>();
    private long octets;
    private long revision;

    MailStore(ServerLimits limits) {
        this.limits = limits;
    }

    void add(StoredMail mail) {
        List<StoredMail> removed = new ArrayList<>();
        lock.lock();
        try {
            mails.put(mail.id(), mail);
            octets += mail.content().sizeOctets();
            Iterator<StoredMail> oldest = mails.values().iterator();
            while (isOverfull()) {
                StoredMail victim = oldest.next();
                oldest.remove();
                octets -= victim.content().sizeOctets();
                removed.add(victim);
            }
            signalChange();
        } finally {
            lock.unlock();
        }
        discard(removed);
    }

    private boolean isOverfull() {
        return mails.size() > limits.maxMessages() || octets > limits.maxStoredOctets();
    }

    private void signalChange() {
        revision++;
        changed.signalAll();
    }

    /** All mails, the oldest first. */
    public List<StoredMail> all() {
        lock.lock();
        try {
            return List.copyOf(mails.values());
        } finally {
            lock.unlock();
        }
    }

    /** The mail of this id, if it is still there. */
    public Optional<StoredMail> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(mails.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Grows with every change: whoever has seen this number has seen everything. */
    public long revision() {
        lock.lock();
        try {
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /** Counts as a change: something that belongs to a mail is another. */
    public void touch() {
        lock.lock();
        try {
            signalChange();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a mail; false when there is none of this id. */
    public boolean remove(String id) {
        @Nullable StoredMail mail;
        lock.lock();
        try {
            mail = mails.remove(id);
            if (mail == null) return false;
            octets -= mail.content().sizeOctets();
            signalChange();
        } finally {
            lock.unlock();
        }
        discard(List.of(mail));
        return true;
    }

    /** Removes all mails. */
    public void clear() {
        List<StoredMail> removed;
        lock.lock();
        try {
            removed = List.copyOf(mails.values());
            mails.clear();
            octets = 0;
            signalChange();
        } finally {
            lock.unlock();
        }
        discard(removed);
    }

    private static void discard(List<StoredMail> removed) {
        removed.forEach(mail -> mail.content().discard());
    }

    /** Waits until something has changed since this revision; then the one of now, or the same when the wait is over. */
    public long awaitChange(long seen, Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (revision == seen && nanos > 0) nanos = changed.awaitNanos(nanos);
            return revision;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until at least so many mails are there; then all of them, or those that came in time. */
    public List<StoredMail> await(int count, Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (mails.size() < count && nanos > 0) nanos = changed.awaitNanos(nanos);
            return List.copyOf(mails.values());
        } finally {
            lock.unlock();
        }
    }
}
