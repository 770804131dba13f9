package org.qdmail;

import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.ServiceLoader;

/** What the door asks of the room behind it; found with the class loader of {@link MailService}, never the thread's. */
public interface MailServiceProvider {
    /** A service configured by MicroProfile Config. */
    StandaloneMailService open();

    /** A service configured by these keys alone. */
    StandaloneMailService open(Map<String, String> configuration);

    RenderedMail rendered(MimeMessage message);

    /** The one provider of this library. */
    static MailServiceProvider get() {
        return ServiceLoader.load(MailServiceProvider.class, MailService.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new AssertionError("META-INF/services of " + MailServiceProvider.class.getName()));
    }
}
