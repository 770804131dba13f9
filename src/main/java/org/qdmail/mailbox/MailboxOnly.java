package org.qdmail.mailbox;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks the resources of the mailbox, so that its filter touches no other. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface MailboxOnly {}
