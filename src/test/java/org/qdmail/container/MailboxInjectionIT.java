// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.route.CaptureMailbox;

/** One application has one mailbox, whoever asks for it. */
@ExtendWith(ArquillianExtension.class)
class MailboxInjectionIT {
    @Inject
    EmbeddedMailbox mailbox;

    @Inject
    Clerk clerk;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                        Archives.withMailbox("injection"),
                        "mp.config.profile=test",
                        "qdmail.defaults.from=shop@example.com")
                .addClass(Clerk.class);
    }

    @Test
    void m06TestBeanAndMailerUseTheSameMailbox() {
        int port = mailbox.smtpPort();

        assertThat(clerk.smtpPort()).isEqualTo(port);
        assertThat(CaptureMailbox.find())
                .hasValueSatisfying(found -> assertThat(found.smtpPort()).isEqualTo(port));
    }

    @ApplicationScoped
    static class Clerk {
        @Inject
        EmbeddedMailbox mailbox;

        int smtpPort() {
            return mailbox.smtpPort();
        }
    }
}
