package org.qdmail;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.qdmail.message.Level;

/**
 * Wishes a priority for the mails of a message method. The four fields {@code X-Priority}, {@code Priority},
 * {@code X-MSMail-Priority} and {@code Importance} are written (RFC 2156 and RFC 4021 register {@code Importance} and
 * {@code Priority}; mail programs invented the others).
 *
 * <p>A method that returns {@link org.qdmail.message.MailMessage} (or an {@code Optional}, {@code List} or {@code
 * CompletionStage} of it) decorates what it returns; any other method decorates what is handed to a {@link
 * MailService} on its thread while it runs. Containers do not intercept private methods, calls on {@code this} and
 * objects made with {@code new}: those mails are not decorated.
 *
 * <p>The member has no default, so that the wrong import ({@code jakarta.annotation.Priority}, which takes a number)
 * does not compile.
 */
@MessageMethod
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Priority {
    /** High, normal or low. */
    @Nonbinding
    Level value();
}
