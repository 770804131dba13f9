package org.qdmail.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

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

    private final LookupSession session;

    private DnsAnswers(LookupSession session) {
        this.session = session;
    }

    static DnsAnswers from(DnsSettings settings) {
        List<InetSocketAddress> servers =
                settings.servers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : settings.servers();
        ExtendedResolver resolver = new ExtendedResolver(new Resolver[0]);
        Duration each = settings.timeout().dividedBy((long) ROUNDS * Math.max(1, servers.size()));
        for (InetSocketAddress server : servers) {
            SimpleResolver one = new SimpleResolver(
                    new InetSocketAddress(server.getAddress(), server.getPort() == 0 ? PORT : server.getPort()));
            one.setTimeout(each);
            resolver.addResolver(one);
        }
        resolver.setRetries(ROUNDS);
        resolver.setTimeout(settings.timeout());
        return new DnsAnswers(LookupSession.builder()
                .resolver(resolver)
                .cache(new Cache(DClass.IN))
                .executor(Runnable::run)
                .build());
    }

    /** The mail exchangers of a domain in A-labels, in no order. */
    CompletionStage<List<MXRecord>> exchangersOf(String domain) {
        return ask(name(domain), Type.MX).thenApply(records -> only(MXRecord.class, records));
    }

    CompletionStage<List<InetAddress>> addressesOf(Name host, boolean isSix) {
        if (isSix) {
            return ask(host, Type.AAAA).thenApply(records -> only(AAAARecord.class, records).stream()
                    .map(AAAARecord::getAddress)
                    .toList());
        }
        return ask(host, Type.A).thenApply(records -> only(ARecord.class, records).stream()
                .map(ARecord::getAddress)
                .toList());
    }

    private CompletionStage<List<Record>> ask(Name name, int type) {
        return session.lookupAsync(name, type).thenApply(result -> result.getRecords());
    }

    private static <T extends Record> List<T> only(Class<T> type, List<Record> records) {
        List<T> found = new ArrayList<>();
        for (Record record : records) if (type.isInstance(record)) found.add(type.cast(record));
        return found;
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

    /** Frees the library's threads; it starts them again where somebody else asks. */
    @Override
    public void close() {
        NioClient.close();
    }
}
