package org.qdmail.dns;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;

/**
 * Asks name servers whether their answers are validated, and notes what they say: the AD bit (RFC 6840 sections 5.7 and
 * 5.8), which the library above keeps to itself. What is not noted counts as not validated.
 */
final class SecurityNotes extends ExtendedResolver {
    /** More than the answers that are kept at once. */
    private static final int MOST = 100_000;

    private record Question(Name name, int type) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Boolean> notes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Boolean> eldest) {
            return size() > MOST;
        }
    };

    SecurityNotes(Collection<? extends Resolver> servers) {
        super(List.copyOf(servers));
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        query.getHeader().setFlag(Flags.AD);
        Record question = query.getQuestion();
        return super.sendAsync(query, executor).thenApply(answer -> {
            note(
                    new Question(question.getName(), question.getType()),
                    answer.getHeader().getFlag(Flags.AD));
            return answer;
        });
    }

    private void note(Question question, boolean isSecure) {
        lock.lock();
        try {
            notes.put(question, isSecure);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the answer to this question was validated, and those to the questions that its aliases led to. */
    boolean isSecure(Name name, int type, Collection<Name> aliases) {
        lock.lock();
        try {
            if (!notes.getOrDefault(new Question(name, type), false)) return false;
            return aliases.stream().allMatch(alias -> notes.getOrDefault(new Question(alias, type), true));
        } finally {
            lock.unlock();
        }
    }
}
