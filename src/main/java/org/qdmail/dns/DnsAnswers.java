package org.qdmail.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.ServerFailedException;

/** Asks name servers; answers are kept as long as they say. Follows aliases, and asks by TCP where UDP has no room. */
final class DnsAnswers implements AutoCloseable {
    private static final int PORT = 53;
    private static final int ROUNDS = 2;

    /** What is wrong with a name: nothing was found, or nothing is known. */
    enum Lack {
        NO_SUCH_NAME,
        NO_SUCH_RECORD,
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param records of one kind, in no order
     * @param holder the name that has them, behind all aliases
     * @param isSecure whether a name server has validated them, also that there are none
     */
    record Answer<T>(List<T> records, Name holder, boolean isSecure) {
        /** Whether everything that it holds is validated. */
        boolean isTrusted() {
            return records.isEmpty() || isSecure;
        }
    }

    private static final ReentrantLock LOCK = new ReentrantLock();
    /** How many are open in this JVM: the library has its threads for all of them. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final LookupSession session;
    private final SecurityNotes notes;
    private boolean closed;

    private DnsAnswers(LookupSession session, SecurityNotes notes) {
        this.session = session;
        this.notes = notes;
        LOCK.lock();
        try {
            OPEN.incrementAndGet();
        } finally {
            LOCK.unlock();
        }
    }

    static DnsAnswers from(DnsSettings settings) {
        List<InetSocketAddress> servers =
                settings.servers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : settings.servers();
        List<Resolver> resolvers = new ArrayList<>();
        Duration each = settings.timeout().dividedBy((long) ROUNDS * Math.max(1, servers.size()));
        for (InetSocketAddress server : servers) {
            SimpleResolver one = new SimpleResolver(
                    new InetSocketAddress(server.getAddress(), server.getPort() == 0 ? PORT : server.getPort()));
            one.setTimeout(each);
            resolvers.add(one);
        }
        SecurityNotes resolver = new SecurityNotes(resolvers);
        resolver.setRetries(ROUNDS);
        resolver.setTimeout(settings.timeout());
        LookupSession session = LookupSession.builder()
                .resolver(resolver)
                .cache(new Cache(DClass.IN))
                .executor(Runnable::run)
                .build();
        return new DnsAnswers(session, resolver);
    }

    /** The mail exchangers of a domain in A-labels. */
    CompletionStage<Answer<MXRecord>> exchangersOf(String domain) {
        return ask(name(domain), Type.MX, MXRecord.class);
    }

    CompletionStage<Answer<InetAddress>> addressesOf(Name host, boolean isSix) {
        if (isSix) return ask(host, Type.AAAA, AAAARecord.class).thenApply(six -> mapped(six, AAAARecord::getAddress));
        return ask(host, Type.A, ARecord.class).thenApply(four -> mapped(four, ARecord::getAddress));
    }

    private static <R, T> Answer<T> mapped(Answer<R> answer, Function<R, T> value) {
        return new Answer<>(answer.records.stream().map(value).toList(), answer.holder, answer.isSecure);
    }

    /** What is said about certificates of a server at a port, by TCP (RFC 6698 section 3). */
    CompletionStage<Answer<TLSARecord>> certificatesOf(Name host, int port) {
        return below("_" + port + "._tcp", host, Type.TLSA, TLSARecord.class);
    }

    /** A name that would be too long does not exist. */
    private <T extends Record> CompletionStage<Answer<T>> below(String labels, Name name, int type, Class<T> kind) {
        try {
            return ask(Name.fromString(labels, name), type, kind);
        } catch (TextParseException tooLong) {
            return CompletableFuture.failedFuture(new NoSuchDomainException(name, type));
        }
    }

    /** Texts that stand at a label of a domain, each in one piece (RFC 7208 section 3.3). */
    CompletionStage<List<String>> textsOf(String label, String domain) {
        return below(label, name(domain), Type.TXT, TXTRecord.class).thenApply(answer -> answer.records.stream()
                .map(text -> String.join("", text.getStrings()))
                .toList());
    }

    private <T extends Record> CompletionStage<Answer<T>> ask(Name name, int type, Class<T> kind) {
        return session.lookupAsync(name, type).thenApply(result -> {
            List<T> found = new ArrayList<>();
            for (Record record : result.getRecords()) if (kind.isInstance(record)) found.add(kind.cast(record));
            Name holder = found.isEmpty() ? name : found.get(0).getName();
            List<Name> aliases = new ArrayList<>(result.getAliases());
            aliases.add(holder);
            return new Answer<>(List.copyOf(found), holder, notes.isSecure(name, type, aliases));
        });
    }

    /** Whether a name server validates that a name is an alias, wherever that leads; fails when that cannot be known. */
    CompletionStage<Boolean> isSecureAlias(Name name) {
        // not through the cache: it has the alias from another answer, which was validated as a whole or not at all
        Message question = Message.newQuery(Record.newRecord(name, Type.CNAME, DClass.IN));
        return notes.sendAsync(question, Runnable::run).thenApply(answer -> {
            if (answer.getRcode() != Rcode.NOERROR) {
                throw new CompletionException(new ServerFailedException(name, Type.CNAME));
            }
            return answer.getHeader().getFlag(Flags.AD)
                    && answer.getSection(Section.ANSWER).stream().anyMatch(CNAMERecord.class::isInstance);
        });
    }

    /** Whether a name server has validated that there are no such records. */
    boolean isLackSecure(String domain, int type) {
        return notes.isSecure(name(domain), type, List.of());
    }

    static Name name(String domain) {
        try {
            return Name.fromString(domain, Name.root);
        } catch (TextParseException impossible) {
            throw new AssertionError("a domain was checked where it was read", impossible);
        }
    }

    static Lack lack(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException) return Lack.NO_SUCH_NAME;
        return cause instanceof NoSuchRRSetException ? Lack.NO_SUCH_RECORD : Lack.UNKNOWN;
    }

    /** The last one frees the library's threads, which ends what is asked through them; they start again for the next. */
    @Override
    public void close() {
        LOCK.lock();
        try {
            if (closed) return;
            closed = true;
            if (OPEN.decrementAndGet() == 0) NioClient.close();
        } finally {
            LOCK.unlock();
        }
    }
}
