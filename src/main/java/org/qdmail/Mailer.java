package org.qdmail;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Chooses a named mailer: {@code @Inject @Mailer("billing") MailService} sends with {@code qdmail.mailer.billing.*}. On
 * an observer it restricts {@link MailSent} and {@link MailFailed} to that mailer.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface Mailer {
    /** The name: letters {@code a-z}, digits and hyphens. */
    String value();

    /** The qualifier for a look-up at run time. */
    final class Literal extends AnnotationLiteral<Mailer> implements Mailer {
        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
