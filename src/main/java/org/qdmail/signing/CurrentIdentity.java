package org.qdmail.signing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.qdmail.failure.SigningFailed;
import org.qdmail.keys.FileState;
import org.qdmail.keys.KeyFile;
import org.qdmail.keys.KeyPassword;

/**
 * An identity that is read again when its files change (SM-17), so that a certificate is renewed without a restart. Files
 * that do not fit together, as when one of a pair was replaced and the other not yet, change nothing: mails are signed as
 * before, and the files are looked at again a second later. For any number of threads; none waits while another one reads.
 */
public final class CurrentIdentity implements Supplier<SigningIdentity> {
    private static final Logger LOG = System.getLogger(CurrentIdentity.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final IdentitySettings settings;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile SigningIdentity identity;
    private volatile Instant looked;
    private List<FileState> seen;
    private List<FileState> refused = List.of();

    private CurrentIdentity(IdentitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.looked = clock.instant();
        this.seen = files();
        this.identity = SigningIdentity.load(settings, clock);
    }

    /**
     * Reads the files and checks that the identity can sign now.
     *
     * @throws SigningFailed as {@link SigningIdentity#load} does
     */
    public static CurrentIdentity load(IdentitySettings settings, Clock clock) {
        return new CurrentIdentity(settings, clock);
    }

    /** The identity of the files as they are, or were when they last fitted together. */
    @Override
    public SigningIdentity get() {
        Instant now = clock.instant();
        boolean isTime = Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0;
        if (isTime && looking.tryLock()) {
            try {
                looked = now;
                look();
            } finally {
                looking.unlock();
            }
        }
        return identity;
    }

    private void look() {
        List<FileState> found = files();
        if (found.equals(seen)) return;
        if (found.equals(refused) && KeyFile.isDevice(settings.certificateFile()))
            return; // a PIN that is wrong again locks it
        try {
            SigningIdentity next = SigningIdentity.load(settings, clock);
            if (!files().equals(found)) return; // changed while it was read
            identity = next;
            seen = found;
            refused = List.of();
            LOG.log(
                    Level.INFO,
                    "identity {0} was read again: {1}, valid to {2}",
                    shownName(),
                    next.subject(),
                    next.notAfter());
            next.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        } catch (SigningFailed unfit) {
            if (!found.equals(refused)) LOG.log(Level.WARNING, "mails are signed as before: " + unfit.getMessage());
            refused = found;
        }
    }

    private String shownName() {
        return settings.name().isEmpty() ? "without a name" : settings.name();
    }

    private List<FileState> files() {
        List<FileState> state = new ArrayList<>();
        Stream.of(
                        Stream.of(settings.certificateFile()),
                        settings.privateKeyFile().stream(),
                        settings.chainFile().stream(),
                        settings.password().flatMap(KeyPassword::file).stream(),
                        settings.timeStamps().map(TimeStampSettings::trustFile).stream())
                .flatMap(each -> each)
                .forEach(file -> state.add(FileState.of(file)));
        return state;
    }
}
