package org.qdmail.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The answers to the mails that are there, so many to each. */
final class AnswerBook {
    private static final int MOST = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Answer>> answers = new HashMap<>();

    void add(String id, Answer answer) {
        lock.lock();
        try {
            List<Answer> list = answers.computeIfAbsent(id, mail -> new ArrayList<>());
            if (list.size() == MOST) list.remove(0);
            list.add(answer);
        } finally {
            lock.unlock();
        }
    }

    List<Answer> of(String id) {
        lock.lock();
        try {
            return List.copyOf(answers.getOrDefault(id, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets those of mails that are gone. */
    void keep(Set<String> ids) {
        lock.lock();
        try {
            answers.keySet().retainAll(ids);
        } finally {
            lock.unlock();
        }
    }
}
