package org.qdmail;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Wishes an S/MIME signature ({@code multipart/signed}, RFC 8551) for the mails of a message method. The signature covers
 * the whole body with its attachments; header fields such as the subject are not protected.
 *
 * <p>{@link Priority} says which methods decorate which mails.
 */
@MessageMethod
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Signed {
    /** The signing identity {@code qdmail.sign.NAME.*}; empty for the unnamed one, {@code qdmail.sign.*}. */
    @Nonbinding
    String identity() default "";
}
