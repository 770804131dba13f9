package org.qdmail.it;

import static org.qdmail.message.ReceiptKind.READ;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.message.MailMessage;

/** Beans that each break one rule of message methods; an application with one of them does not start. */
final class BrokenMails {
    private BrokenMails() {}

    @ApplicationScoped
    static class PrivateMethod {
        @PostConstruct
        void ready() {
            letter();
        }

        @Signed
        private void letter() {}
    }

    @ApplicationScoped
    static class FinalMethod {
        @Signed
        final void letter() {}
    }

    @ApplicationScoped
    static class OtherPriority {
        @Inject
        MailService mail;

        @jakarta.annotation.Priority(1)
        void letter() {}
    }

    @ApplicationScoped
    static class UnknownIdentity {
        @Signed(identity = "lgal")
        void letter() {}
    }

    @ApplicationScoped
    static class ReadWished {
        @Receipt(READ)
        void letter() {}
    }

    @Signed
    interface Letters {}

    @ApplicationScoped
    static class ByInterface implements Letters {}

    @ApplicationScoped
    static class HiddenMessages {
        @Receipt
        Set<MailMessage> letters() {
            return Set.of();
        }
    }

    @Signed(identity = "legal")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Official {}

    @ApplicationScoped
    static class TwoValues {
        @Official
        @Signed(identity = "sales")
        void letter() {}
    }

    @ApplicationScoped
    static class Fine {
        @Receipt
        void letter() {}
    }

    @ApplicationScoped
    static class AsynchronousSending {
        @Receipt
        @Asynchronous
        public CompletionStage<String> letter() {
            return CompletableFuture.completedFuture("");
        }
    }

    @ApplicationScoped
    static class UnknownMailer {
        @Inject
        @Mailer("biling")
        MailService mail;
    }

    @ApplicationScoped
    static class Unsatisfied {
        @Inject
        Runnable nobodyHasIt;
    }
}
