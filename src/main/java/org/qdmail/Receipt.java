package org.qdmail;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.qdmail.envelope.Notify;
import org.qdmail.message.ReceiptKind;

/**
 * Wishes receipts for the mails of a message method: delivery reports by the mail servers (RFC 3461), and, only when
 * {@code READ} is written out, a read receipt by the reader's program (RFC 8098). A read receipt says that the mail was
 * displayed, not that somebody read it; silence says nothing. Many people find being asked a nuisance, so it is never
 * a default.
 *
 * <p>{@link Priority} says which methods decorate which mails.
 */
@MessageMethod
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Receipt {
    /** The kinds of receipt. */
    @Nonbinding
    ReceiptKind[] value() default ReceiptKind.DELIVERY;

    /** The events that delivery reports are wanted on; empty for {@code qdmail.receipt.delivery.notify}. */
    @Nonbinding
    Notify[] on() default {};
}
