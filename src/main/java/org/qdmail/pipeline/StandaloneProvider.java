package org.qdmail.pipeline;

import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.qdmail.MailServiceProvider;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.octets.SpoolSettings;

/** Opens services without a container. */
public final class StandaloneProvider implements MailServiceProvider {
    private static final long MAX_IMPORTED_OCTETS = 256L << 20;
    private static final long HEAP_OCTETS = 1 << 20;

    @Override
    public StandaloneMailService open() {
        return open(Configuration.ofMicroProfile());
    }

    @Override
    public StandaloneMailService open(Map<String, String> configuration) {
        return open(Configuration.of(configuration));
    }

    private static StandaloneMailService open(Configuration configuration) {
        return Standalone.start(configuration.read(UsedNames.STANDALONE, Sessions.NONE));
    }

    /** The limit of a service's own configuration holds when it is sent. */
    @Override
    public RenderedMail rendered(MimeMessage message) {
        SecureRandom random = new SecureRandom();
        MailIds ids = new MailIds(SystemClock.get(), random, MailIds.randomSecret(random));
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        return ImportedMail.freeze(message, ids, new SpoolSettings(temp, HEAP_OCTETS, MAX_IMPORTED_OCTETS));
    }
}
