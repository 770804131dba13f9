package org.qdmail.cdi;

import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.message.Level.HIGH;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.Priority;
import org.qdmail.SendResult;
import org.qdmail.Signed;
import org.qdmail.it.Certificates;
import org.qdmail.it.WireMail;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;

/** Interceptors of an application around ours, before it, beside it and after it. */
class NeighbourInterceptorTest {

    @TempDir
    Path certificates;

    @ParameterizedTest
    @ValueSource(classes = {Before.class, Beside.class, After.class})
    void d07MethodRunTwiceGivesEachFieldOnceAndOneSignature(Class<? extends Mails> bean) {
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        try (EmbeddedMailbox mailbox = EmbeddedMailbox.start();
                Containers.Application application = Containers.start(
                        configured(mailbox),
                        Sender.class,
                        bean,
                        TwiceBefore.class,
                        TwiceBeside.class,
                        TwiceAfter.class)) {
            MailMessage message = application.get(bean).letter();
            application.get(Sender.class).send(message).requireAllAccepted();
            WireMail mail = new WireMail(mailbox.awaitOne());

            assertThat(application.get(bean).runs()).isEqualTo(2);
            assertThat(mail.priorityFields()).hasSize(4);
            assertThat(mail.isSigned()).isTrue();
            assertThat(new String(mail.received().octets(), java.nio.charset.StandardCharsets.ISO_8859_1)
                            .split("multipart/signed", -1))
                    .hasSize(2);
        }
    }

    private Map<String, String> configured(EmbeddedMailbox mailbox) {
        Map<String, String> configured = new HashMap<>();
        configured.put("qdmail.smtp.host", "127.0.0.1");
        configured.put("qdmail.smtp.port", String.valueOf(mailbox.smtpPort()));
        configured.put("qdmail.defaults.from", "shop@example.com");
        configured.put("qdmail.path.certificates", certificates.toString());
        return configured;
    }

    interface Mails {
        MailMessage letter();

        int runs();
    }

    static class Counting {
        int runs;

        MailMessage counted() {
            runs++;
            return MailMessage.to("a@example.com").subject("x").text("x").build();
        }

        public int runs() {
            return runs;
        }
    }

    @ApplicationScoped
    static class Before extends Counting implements Mails {
        @Override
        @RunBefore
        @Signed
        @Priority(HIGH)
        public MailMessage letter() {
            return counted();
        }
    }

    @ApplicationScoped
    static class Beside extends Counting implements Mails {
        @Override
        @RunBeside
        @Signed
        @Priority(HIGH)
        public MailMessage letter() {
            return counted();
        }
    }

    @ApplicationScoped
    static class After extends Counting implements Mails {
        @Override
        @RunAfter
        @Signed
        @Priority(HIGH)
        public MailMessage letter() {
            return counted();
        }
    }

    @InterceptorBinding
    @Retention(RUNTIME)
    @interface RunBefore {}

    @InterceptorBinding
    @Retention(RUNTIME)
    @interface RunBeside {}

    @InterceptorBinding
    @Retention(RUNTIME)
    @interface RunAfter {}

    @Interceptor
    @RunBefore
    @jakarta.annotation.Priority(4499)
    static class TwiceBefore {
        @AroundInvoke
        Object twice(InvocationContext context) throws Exception {
            context.proceed();
            return context.proceed();
        }
    }

    @Interceptor
    @RunBeside
    @jakarta.annotation.Priority(4500)
    static class TwiceBeside {
        @AroundInvoke
        Object twice(InvocationContext context) throws Exception {
            context.proceed();
            return context.proceed();
        }
    }

    @Interceptor
    @RunAfter
    @jakarta.annotation.Priority(4501)
    static class TwiceAfter {
        @AroundInvoke
        Object twice(InvocationContext context) throws Exception {
            context.proceed();
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class Sender {
        @Inject
        MailService mail;

        SendResult send(MailMessage message) {
            return mail.send(message);
        }
    }
}
